#include "interpreter/columns/conflict_steps.hpp"

#include <algorithm>

#include "interpreter/columns/kernels.hpp"
#include "interpreter/decide/advice.hpp"
#include "interpreter/decide/targets.hpp"

namespace waymark::columns {
namespace {

// Of the condition of an alternative.
Truth truth_of_alternative(const Program& program, const BatchOutcome& outcome, model::ExprId condition,
                           std::size_t patient) {
  const auto found = std::ranges::find(program.alternative_exprs, condition);
  const auto& bits =
      outcome.alternatives[static_cast<std::size_t>(found - program.alternative_exprs.begin())];
  if (test(bits.yes, patient)) return Truth::yes;
  return test(bits.no, patient) ? Truth::no : Truth::unknown;
}

// The actions that an advised recommendation still speaks of.
std::vector<model::ActionId> actions_left(const model::Model& model,
                                          const model::Recommendation& recommendation,
                                          const BatchOutcome& outcome, const ConditionTruth& truth,
                                          std::size_t patient) {
  std::vector<model::ActionId> contraindicated;
  for (const auto id : recommendation.contraindications) {
    if (!test(outcome.contraindications[id].advised, patient)) continue;
    const auto& actions = model.contraindications[id].actions;
    contraindicated.insert(contraindicated.end(), actions.begin(), actions.end());
  }
  const auto struck_out = ruled_out_alternatives(model, recommendation.target, contraindicated, truth);
  auto actions = recommendation.actions;
  std::erase_if(actions, [&](model::ActionId action) {
    return std::ranges::find(struck_out, action) != struck_out.end();
  });
  return actions;
}

bool remains(const Program& program, const Conflict& conflict, const BatchOutcome& outcome,
             std::size_t patient) {
  const auto& model = *program.model;
  const auto truth = [&](model::ExprId condition) {
    return truth_of_alternative(program, outcome, condition, patient);
  };
  std::vector<Advice> advised;
  for (const auto id : {conflict.first, conflict.second}) {
    advised.push_back({id, actions_left(model, model.recommendations[id], outcome, truth, patient)});
  }
  return std::ranges::any_of(waymark::find_conflicts(model, advised),
                             [&](const Conflict& found) { return found.action == conflict.action; });
}

void drop_struck_out(const Program& program, const Conflict& conflict, const BatchOutcome& outcome,
                     Bitmap& found) {
  for (std::size_t patient = 0; patient < outcome.size; ++patient) {
    if (test(found, patient) && !remains(program, conflict, outcome, patient)) set(found, patient, false);
  }
}

void drop_done(const Bitmap& done, Bitmap& found) {
  for (std::size_t i = 0; i < batch_words; ++i) found.words[i] &= ~done.words[i];
}

}  // namespace

void find_conflicts(const Program& program, BatchOutcome& outcome) {
  for (std::size_t i = 0; i < program.conflicts.size(); ++i) {
    const auto& [conflict, may_be_struck_out, done] = program.conflicts[i];
    both(outcome.recommendations[conflict.first].advised, outcome.recommendations[conflict.second].advised,
         outcome.conflicts[i]);
    for (const auto place : done) drop_done(outcome.done[place].yes, outcome.conflicts[i]);
    if (may_be_struck_out) drop_struck_out(program, conflict, outcome, outcome.conflicts[i]);
  }
}

}  // namespace waymark::columns
