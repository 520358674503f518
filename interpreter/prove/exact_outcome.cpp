#include "interpreter/prove/exact_outcome.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <unordered_map>

namespace waymark::prove {
namespace {

using Kind = model::StatementKind;

// Calls `function` with each kind of statement and its outcomes.
template <typename Function>
void for_each_kind(auto& outcome, Function function) {
  function(Kind::recommendation, outcome.recommendations);
  function(Kind::contraindication, outcome.contraindications);
  function(Kind::note, outcome.notes);
}

void add_needs(const std::vector<StatementOutcome>& outcomes, std::vector<model::Input>& all) {
  std::set<model::Input> seen{all.begin(), all.end()};
  for (const auto& outcome : outcomes) {
    std::ranges::copy_if(outcome.needs, std::back_inserter(all),
                         [&](const model::Input& input) { return seen.insert(input).second; });
  }
}

}  // namespace

Settlement settlement(Evaluator& evaluator, const Outcome& outcome) {
  ExactNeeds exact{evaluator};
  std::unordered_map<model::ExprId, std::pair<OpenCondition, SharedInputs>> known;  // by canonical ExprId
  const auto open_condition = [&](model::ExprId condition) -> const auto& {
    const auto [found, is_new] = known.try_emplace(evaluator.model()[condition].canonical);
    if (is_new) {
      auto open = exact.of(condition);
      found->second = {open, open.needs};
    }
    return found->second;
  };
  Settlement result;
  for_each_kind(outcome, [&](Kind kind, const std::vector<StatementOutcome>& outcomes) {
    for (std::uint32_t i = 0; i < outcomes.size(); ++i) {
      if (outcomes[i].status != Status::undetermined) continue;
      const auto condition = model::statement(evaluator.model(), {kind, i}).condition;
      const auto& [open, needs] = open_condition(condition);
      const bool is_settled = open.settled && *open.settled != Truth::unknown;
      if (is_settled) {
        result.settled.emplace_back(condition, *open.settled == Truth::yes);
      } else {
        result.needs[{kind, i}] = needs;
      }
    }
  });
  return result;
}

Outcome decide(Evaluator& evaluator, const Settlement& settlement) {
  for (const auto& [condition, holds] : settlement.settled) evaluator.assume(condition, holds);
  auto outcome = waymark::decide(evaluator);
  for_each_kind(outcome, [&](Kind kind, std::vector<StatementOutcome>& outcomes) {
    for (std::uint32_t i = 0; i < outcomes.size(); ++i) {
      const auto found = settlement.needs.find({kind, i});
      if (found != settlement.needs.end() && outcomes[i].status == Status::undetermined)
        outcomes[i].needs = found->second;
    }
  });
  outcome.needs.clear();
  add_needs(outcome.recommendations, outcome.needs);
  add_needs(outcome.notes, outcome.needs);
  return outcome;
}

ExactOutcome exact_outcome(const model::Model& model, const Patient& patient, const Moment& at) {
  Evaluator evaluated{model, patient, at}, settled{model, patient, at};
  auto found = settlement(evaluated, waymark::decide(evaluated));
  auto outcome = decide(settled, found);
  return {std::move(found), std::move(outcome)};
}

}  // namespace waymark::prove
