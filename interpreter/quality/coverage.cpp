#include "interpreter/quality/coverage.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "interpreter/quality/dependents.hpp"
#include "interpreter/search/witness.hpp"

namespace waymark {
namespace {

bool decides(const DecidingPart& deciding, const Evaluator& evaluator) {
  Truth with[2];
  for (const bool value : {false, true}) {
    Evaluator assuming{evaluator.model(), evaluator.patient(), evaluator.at()};
    assuming.assume(deciding.part, value);
    with[value ? 1 : 0] = assuming.truth(deciding.condition);
  }
  return with[0] != with[1] && with[0] != Truth::unknown && with[1] != Truth::unknown;
}

}  // namespace

std::string_view to_string(CoverageKind kind) {
  switch (kind) {
    case CoverageKind::status: return "status";
    case CoverageKind::condition: return "condition";
    case CoverageKind::decision: return "decision";
    case CoverageKind::arm: break;
  }
  return "arm";
}

std::vector<model::ExprId> CoverageGoal::exprs() const {
  std::vector<model::ExprId> result;
  for (const auto& required : truths) result.push_back(required.expr);
  if (deciding) result.push_back(deciding->condition);
  return result;
}

bool reaches(const CoverageGoal& goal, Evaluator& evaluator) {
  const auto holds = [&](const RequiredTruth& required) {
    return evaluator.truth(required.expr) == required.truth;
  };
  return std::ranges::all_of(goal.truths, holds) && (!goal.deciding || decides(*goal.deciding, evaluator));
}

bool reaches(const CoverageItem& item, Evaluator& evaluator) {
  return std::ranges::any_of(item.goals, [&](const CoverageGoal& goal) { return reaches(goal, evaluator); });
}

namespace {

// Which items an expression has a say in.
class ItemIndex {
 public:
  explicit ItemIndex(const std::vector<CoverageItem>& items) {
    for (std::size_t i = 0; i < items.size(); ++i) {
      for (const auto& goal : items[i].goals) {
        for (const auto expr : goal.exprs()) items_[expr].push_back(i);
      }
    }
  }

  // Those that rest on one of the expressions, ascending.
  std::set<std::size_t> resting_on(const std::vector<model::ExprId>& exprs) const {
    std::set<std::size_t> result;
    for (const auto expr : exprs) {
      const auto found = items_.find(expr);
      if (found != items_.end()) result.insert(found->second.begin(), found->second.end());
    }
    return result;
  }

 private:
  std::unordered_map<model::ExprId, std::vector<std::size_t>> items_;
};

// What is reached by the patient of whom nothing is known, at each moment that is asked for.
class ReachedByNothing {
 public:
  ReachedByNothing(const model::Model& model, const std::vector<CoverageItem>& items)
      : model_{model}, items_{items}, nobody_{empty_patient(model)} {}

  const std::vector<bool>& at(Moment at) {
    auto& reached = reached_[{at.microseconds, at.offset_minutes}];
    if (!reached.empty()) return reached;
    Evaluator evaluator{model_, nobody_, at};
    for (const auto& item : items_) reached.push_back(reaches(item, evaluator));
    return reached;
  }

 private:
  const model::Model& model_;
  const std::vector<CoverageItem>& items_;
  Patient nobody_;
  std::map<std::pair<std::int64_t, std::int32_t>, std::vector<bool>> reached_;
};

}  // namespace

// A scenario is held against the items that rest on what it gives. Of all others its patient is like the one
// of whom nothing is known.
std::vector<std::size_t> coverage_counts(const model::Model& model, const std::vector<CoverageItem>& items,
                                         const std::vector<std::uint32_t>& scenarios) {
  const SearchBases bases{model};
  const Dependents dependents{model};
  const ItemIndex index{items};
  ReachedByNothing reached_by_nothing{model, items};
  std::map<const std::vector<bool>*, std::size_t> scenarios_like;  // how many have the moment of each
  std::vector<std::size_t> counts(items.size());
  for (const auto scenario : scenarios) {
    const auto base = bases.of_scenario(scenario);
    const auto& without = reached_by_nothing.at(base.at);
    ++scenarios_like[&without];
    Evaluator evaluator{model, base.patient, base.at};
    for (const auto i : index.resting_on(dependents.resting_on(bases.known_in(scenario)))) {
      if (reaches(items[i], evaluator)) ++counts[i];
      if (without[i]) --counts[i];  // it is counted below like all scenarios of its moment
    }
  }
  for (const auto& [reached, times] : scenarios_like) {
    for (std::size_t i = 0; i < items.size(); ++i) counts[i] += (*reached)[i] ? times : 0;
  }
  return counts;
}

}  // namespace waymark
