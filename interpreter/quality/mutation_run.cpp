#include "interpreter/quality/mutation_run.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "interpreter/decide/outcome.hpp"
#include "interpreter/evaluate/evaluator.hpp"
#include "interpreter/quality/observed.hpp"
#include "interpreter/scenarios/scenario.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark {
namespace {

using model::ExprId;

// The order of two arms matters only where one of them holds and the other may.
bool exclude_each_other(const model::Model& model, const std::vector<ExprId>& guards,
                        const SearchBases& bases) {
  const auto both = [&](const Patient& patient, Moment at) {
    Evaluator evaluator{model, patient, at};
    const auto first = evaluator.truth(guards.front()), second = evaluator.truth(guards.back());
    return std::max(first, second) == Truth::yes && std::min(first, second) != Truth::no;
  };
  const auto search = find_witness(model, guards, bases, both);
  return !search.found && search.complete;
}

// The expression that an `expect` is about; none of a conflict, a dose or what is
// open, which are about whole recommendations.
std::optional<ExprId> expected_expression(const model::Model& model, const model::Expect& expect) {
  return std::visit(overloaded{
                        [&](const model::ExpectStatus& status) {
                          return std::optional{model::statement(model, status.statement).condition};
                        },
                        [](const model::ExpectConflict&) { return std::optional<ExprId>{}; },
                        [](const model::ExpectDose&) { return std::optional<ExprId>{}; },
                        [](const model::ExpectOpen&) { return std::optional<ExprId>{}; },
                        [](const model::ExpectProgress&) { return std::optional<ExprId>{}; },
                        [](ExprId expr) { return std::optional{expr}; },
                    },
                    expect.node);
}

}  // namespace

std::string_view to_string(MutantFate fate) {
  switch (fate) {
    case MutantFate::killed: return "killed";
    case MutantFate::survived: return "survived";
    case MutantFate::equivalent: return "equivalent";
    case MutantFate::not_decided: return "not decided";
    case MutantFate::changes_no_status: break;
  }
  return "changes no status";
}

// A model with a mistake, and what that can change.
struct MutantTrial::Copy {
  bool changes(ExprId expr) const { return affected.contains(expr); }

  // Whether what is expected can come out differently.
  bool concerns(const model::Model& original, const model::Expect& expect) const {
    const auto expr = expected_expression(original, expect);
    return !expr || changes(*expr);
  }

  // Whether a scenario that passes without the mistake fails with it.
  bool fails(const model::Model& original, std::uint32_t scenario) const {
    const auto given = scenario_patient(model, scenario);
    Evaluator evaluator{model, given.patient, given.at};
    const auto is_missed = [&](const model::Expect& expect) {
      return concerns(original, expect) && !check_expect(evaluator, expect).met;
    };
    return std::ranges::any_of(model.scenarios[scenario].expects, is_missed) ||
           (changes_properties && !violated_properties(evaluator).empty());
  }

  bool differ(const MutantTrial& trial, const Patient& patient, Moment at) const {
    return differ(trial, observed, patient, at);
  }
  bool differ(const MutantTrial& trial, const std::vector<Observed>& chosen, const Patient& patient,
              Moment at) const {
    Evaluator before{trial.model_, patient, at}, after{model, patient, at};
    return std::ranges::any_of(chosen, [&](const Observed& each) { return differs(before, after, each); });
  }

  std::vector<ExprId> exprs(ObservedPlace Observed::*of) const {
    std::vector<ExprId> result;
    for (const auto& each : observed) {
      const auto& place = each.*of;
      result.push_back(place.value);
      if (place.high) result.push_back(*place.high);
    }
    return result;
  }

  const model::Model& model;  // the mutator's
  std::unordered_set<ExprId> affected;
  std::vector<Observed> observed;
  bool changes_properties = false;
};

MutantTrial::MutantTrial(const model::Model& model, const Sources& sources)
    : model_{model}, sources_{sources}, mutator_{model}, bases_{model} {
  for (std::uint32_t i = 0; i < model.scenarios.size(); ++i) {
    for (const auto& expect : model.scenarios[i].expects) {
      const auto expr = expected_expression(model, expect);
      (expr ? expecting_[*expr] : expecting_more_).push_back(i);
    }
  }
}

MutantTrial::Copy MutantTrial::copy_with(const Mutant& mutant) {
  const auto& model = mutator_.with(mutant);
  const auto affected = mutator_.affected_by(mutant);
  Copy result{model,
              {affected.begin(), affected.end()},
              observed(model_, mutator_.conditions(), model, sources_, affected)};
  result.changes_properties = std::ranges::any_of(
      model_.properties, [&](ExprId expr) { return result.changes(expr); }, &model::Property::condition);
  return result;
}

std::optional<CopyFault> MutantTrial::fault_of_copies() {
  const auto copy = copy_with(no_mutant(model_));
  if (const auto scenario = killing_scenario(copy)) return CopyFault{model_.scenarios[*scenario].name, true};
  for (std::uint32_t i = 0; i < model_.scenarios.size(); ++i) {
    if (comes_out_differently(copy, i)) return CopyFault{model_.scenarios[i].name};
  }
  return std::nullopt;
}

// Looks at what rests on what is known in the scenario.
bool MutantTrial::comes_out_differently(const Copy& copy, std::uint32_t scenario) const {
  const auto resting = mutator_.dependents().resting_on(bases_.known_in(scenario));
  const auto base = bases_.of_scenario(scenario);
  return copy.differ(*this, observed(model_, mutator_.conditions(), copy.model, sources_, resting),
                     base.patient, base.at);
}

bool MutantTrial::is_killed(const Mutant& mutant) { return killing_scenario(copy_with(mutant)).has_value(); }

MutantResult MutantTrial::run(const Mutant& mutant) {
  const auto copy = copy_with(mutant);
  if (const auto scenario = killing_scenario(copy)) return {MutantFate::killed, scenario, {}, {}};
  const bool of_modality = mutant.kind == MutationKind::modality;
  const MutantResult no_status{MutantFate::changes_no_status, {}, {}, MutantReason::changes_advice_only};
  if (of_modality && copy.observed.empty()) return no_status;
  auto result = search(mutant, copy);
  return of_modality && result.fate == MutantFate::equivalent ? no_status : result;
}

std::set<std::uint32_t> MutantTrial::concerned_scenarios(const Copy& copy) const {
  std::set<std::uint32_t> result{expecting_more_.begin(), expecting_more_.end()};
  for (const auto expr : copy.affected) {
    const auto found = expecting_.find(expr);
    if (found != expecting_.end()) result.insert(found->second.begin(), found->second.end());
  }
  for (std::uint32_t i = 0; copy.changes_properties && i < model_.scenarios.size(); ++i) result.insert(i);
  return result;
}

std::optional<std::uint32_t> MutantTrial::killing_scenario(const Copy& copy) const {
  for (const auto scenario : concerned_scenarios(copy)) {
    if (copy.fails(model_, scenario)) return scenario;
  }
  return std::nullopt;
}

// Among the values that tell apart what the pathway compares, then those of the mutant.
MutantResult MutantTrial::search(const Mutant& mutant, const Copy& copy) const {
  if (copy.observed.empty()) return {MutantFate::equivalent, {}, {}, MutantReason::no_status_rests_on_it};
  const auto differs = [&](const Patient& patient, Moment at) { return copy.differ(*this, patient, at); };
  if (!mutant.swapped.empty() && exclude_each_other(model_, mutant.swapped, bases_))
    return {MutantFate::equivalent, {}, {}, MutantReason::never_both};
  const auto before = find_witness(model_, copy.exprs(&Observed::original), bases_, differs);
  const auto after =
      before.found ? before : find_witness(copy.model, copy.exprs(&Observed::copy), bases_, differs);
  if (after.found) return {MutantFate::survived, {}, killing_text(*after.found, copy), {}};
  // What tells doses and deadlines apart is in no comparison, so not all of it was tried.
  const auto is_hidden = [](const Observed& each) {
    return each.kind == ObservedKind::dose || each.kind == ObservedKind::progress;
  };
  if (!before.complete || !after.complete || std::ranges::any_of(copy.observed, is_hidden))
    return {MutantFate::not_decided, {}, {}, MutantReason::not_all_tried};
  return {MutantFate::equivalent, {}, {}, MutantReason::all_were_tried};
}

// What it expects is what the mistake changes.
std::string MutantTrial::killing_text(const Witness& witness, const Copy& copy) const {
  Evaluator original{model_, witness.patient, witness.at}, changed{copy.model, witness.patient, witness.at};
  auto different = copy.observed;
  std::erase_if(different, [&](const Observed& each) { return !differs(original, changed, each); });
  return scenario_of(model_, witness, different);
}

}  // namespace waymark
