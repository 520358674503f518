#include "interpreter/plan/plan_builder.hpp"

#include <utility>

namespace waymark::plan {

TruthRef PlanBuilder::add(Step step) {
  const auto id = static_cast<TruthId>(steps_.size());
  steps_.push_back(std::move(step));
  return {id};
}

TruthRef PlanBuilder::all_of(std::vector<TruthRef> operands) {
  return operands.size() == 1 ? operands.front() : add(AllOf{std::move(operands)});
}

TruthRef PlanBuilder::any_of(std::vector<TruthRef> operands) {
  for (auto& operand : operands) operand = !operand;
  return !all_of(std::move(operands));
}

TruthRef PlanBuilder::held_truth(const Held& held, std::optional<model::MemberIndex> member) {
  const HeldKey key{held.fact, held.window, member};
  const auto found = held_.find(key);
  if (found != held_.end()) return found->second;
  return held_.emplace(key, add(HeldTruth{held, member})).first->second;
}

}  // namespace waymark::plan
