#include "interpreter/quality/mutation_run.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "interpreter/evaluate/evaluator.hpp"
#include "interpreter/quality/observed.hpp"
#include "interpreter/scenarios/scenario.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark {
namespace {

using model::ExprId;

// The order of two arms matters only where one of them holds and the other may.
bool exclude_each_other(const model::Model& model, const std::vector<ExprId>& guards,
                        const std::vector<SearchBase>& bases) {
  const auto both = [&](const Patient& patient, Moment at) {
    Evaluator evaluator{model, patient, at};
    const auto first = evaluator.truth(guards.front()), second = evaluator.truth(guards.back());
    return std::max(first, second) == Truth::yes && std::min(first, second) != Truth::no;
  };
  const auto search = find_witness(model, guards, bases, both);
  return !search.found && search.complete;
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
  Copy(const MutantTrial& trial, const Mutant& mutant) : model{trial.mutator_.mutated(mutant)} {
    const auto list = trial.mutator_.affected_by(mutant);
    affected.insert(list.begin(), list.end());
    observed = waymark::observed(trial.model_, model, trial.sources_, affected);
  }

  // Whether what the scenario expects can come out differently.
  bool concerns(const model::Model& original, const model::Scenario& scenario) const {
    const auto changes = [&](ExprId expr) { return affected.contains(expr); };
    const auto is_concerned = [&](const model::Expect& expect) {
      return std::visit(overloaded{
                            [&](const model::ExpectStatus& status) {
                              return changes(model::statement(original, status.statement).condition);
                            },
                            [&](const model::ExpectConflict&) { return true; },
                            [&](ExprId expr) { return changes(expr); },
                            [&](const model::ExpectDose& expected) {
                              const auto doses = doses_of(original.recommendations[expected.recommendation]);
                              return std::ranges::any_of(doses, [&](const model::Dose* dose) {
                                return changes(dose->low) || (dose->high && changes(*dose->high));
                              });
                            },
                            [&](const model::ExpectOpen&) { return true; },
                        },
                        expect.node);
    };
    return std::ranges::any_of(scenario.expects, is_concerned) ||
           std::ranges::any_of(original.properties, changes, &model::Property::condition);
  }

  bool differ(const MutantTrial& trial, const Patient& patient, Moment at) const {
    Evaluator before{trial.model_, patient, at}, after{model, patient, at};
    return std::ranges::any_of(observed, [&](const Observed& each) {
      return observed_value(before, each.original) != observed_value(after, each.copy);
    });
  }

  std::vector<ExprId> exprs(ExprId Observed::*of) const {
    std::vector<ExprId> result;
    for (const auto& each : observed) result.push_back(each.*of);
    return result;
  }

  model::Model model;
  std::unordered_set<ExprId> affected;
  std::vector<Observed> observed;
};

MutantTrial::MutantTrial(const model::Model& model, const Sources& sources)
    : model_{model}, sources_{sources}, mutator_{model}, bases_{search_bases(model)} {}

std::string MutantTrial::fault_of_copies() const {
  const auto nothing = no_mutant(model_);
  const Copy copy{*this, nothing};
  if (const auto scenario = killing_scenario(copy))
    return fmt::format("\"{}\" fails in a copy of the pathway", model_.scenarios[*scenario].name);
  for (const auto& base : bases_) {
    if (base.scenario && copy.differ(*this, base.patient, base.at))
      return fmt::format("\"{}\" comes out differently in a copy of the pathway",
                         model_.scenarios[*base.scenario].name);
  }
  return {};
}

bool MutantTrial::is_killed(const Mutant& mutant) const {
  return killing_scenario(Copy{*this, mutant}).has_value();
}

MutantResult MutantTrial::run(const Mutant& mutant) const {
  const Copy copy{*this, mutant};
  if (const auto scenario = killing_scenario(copy)) return {MutantFate::killed, scenario, {}, {}};
  const bool of_modality = mutant.kind == MutationKind::modality;
  const MutantResult no_status{
      MutantFate::changes_no_status, {}, {}, "it changes what is advised, not for whom"};
  if (of_modality && copy.observed.empty()) return no_status;
  auto result = search(mutant, copy);
  return of_modality && result.fate == MutantFate::equivalent ? no_status : result;
}

std::optional<std::uint32_t> MutantTrial::killing_scenario(const Copy& copy) const {
  for (std::uint32_t i = 0; i < model_.scenarios.size(); ++i) {
    if (copy.concerns(model_, model_.scenarios[i]) && !run_scenario(copy.model, i).passed()) return i;
  }
  return std::nullopt;
}

// Among the values that tell apart what the pathway compares, then those of the mutant.
MutantResult MutantTrial::search(const Mutant& mutant, const Copy& copy) const {
  if (copy.observed.empty()) return {MutantFate::equivalent, {}, {}, "no status rests on it"};
  const auto differs = [&](const Patient& patient, Moment at) { return copy.differ(*this, patient, at); };
  if (!mutant.swapped.empty() && exclude_each_other(model_, mutant.swapped, bases_))
    return {MutantFate::equivalent, {}, {}, "of no patient do both hold, so their order does not matter"};
  const auto before = find_witness(model_, copy.exprs(&Observed::original), bases_, differs);
  const auto after =
      before.found ? before : find_witness(copy.model, copy.exprs(&Observed::copy), bases_, differs);
  if (after.found) return {MutantFate::survived, {}, killing_text(*after.found, copy), {}};
  // What tells doses apart is in no comparison, so not all of it was tried.
  const auto is_dose = [](const Observed& each) { return each.kind == ObservedKind::dose; };
  if (!before.complete || !after.complete || std::ranges::any_of(copy.observed, is_dose))
    return {MutantFate::not_decided,
            {},
            {},
            "no patient that tells it apart was found, but not all could be tried"};
  return {MutantFate::equivalent,
          {},
          {},
          "no patient tells it apart: all values that make a difference were tried"};
}

// What it expects is what the mistake changes.
std::string MutantTrial::killing_text(const Witness& witness, const Copy& copy) const {
  Evaluator original{model_, witness.patient, witness.at}, changed{copy.model, witness.patient, witness.at};
  auto different = copy.observed;
  std::erase_if(different, [&](const Observed& each) {
    return observed_value(original, each.original) == observed_value(changed, each.copy);
  });
  return scenario_of(model_, witness, different);
}

}  // namespace waymark
