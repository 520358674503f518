#include "interpreter/prove/exact_outcome.hpp"

#include <algorithm>

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
  for (const auto& outcome : outcomes) {
    for (const auto& input : outcome.needs) {
      if (std::ranges::find(all, input) == all.end()) all.push_back(input);
    }
  }
}

}  // namespace

Settlement settlement(Evaluator& evaluator, const Outcome& outcome) {
  ExactNeeds exact{evaluator};
  Settlement result;
  for_each_kind(outcome, [&](Kind kind, const std::vector<StatementOutcome>& outcomes) {
    for (std::uint32_t i = 0; i < outcomes.size(); ++i) {
      if (outcomes[i].status != Status::undetermined) continue;
      const auto condition = model::statement(evaluator.model(), {kind, i}).condition;
      auto open = exact.of(condition);
      const bool is_settled = open.settled && *open.settled != Truth::unknown;
      if (is_settled) {
        result.settled.emplace_back(condition, *open.settled == Truth::yes);
      } else {
        result.needs[{kind, i}] = std::move(open.needs);
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
