#include "interpreter/survivors.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "interpreter/evaluator.hpp"
#include "interpreter/one_line.hpp"
#include "interpreter/own_expressions.hpp"
#include "interpreter/scenario.hpp"
#include "interpreter/scenario_text.hpp"

namespace waymark {
namespace {

using model::ExprId;

// A statement, or an expression that a scenario may expect to hold, in the pathway and in the mutant.
struct Observed {
  ExprId original, mutant;
  std::string name;  // of a statement or definition
  bool is_statement = false;
};

template <typename Statement>
void append_statements(const std::vector<Statement>& original, const std::vector<Statement>& mutant,
                       std::vector<Observed>& result) {
  for (std::size_t i = 0; i < original.size(); ++i)
    result.push_back({original[i].condition, mutant[i].condition, original[i].id, true});
}

// A library has no statements: what it defines, and what its scenarios ask.
void append_definitions(const model::Model& model, const Sources& sources, std::vector<Observed>& result) {
  for (const auto& define : model.defines) {
    if (is_own(model, define) && define.value)
      result.push_back({*define.value, *define.value, define.id, false});
  }
  for (const auto& scenario : model.scenarios) {
    for (const auto& expect : scenario.expects) {
      const auto* expr = std::get_if<ExprId>(&expect.node);
      if (expr) result.push_back({*expr, *expr, one_line(sources.text(model[*expr].span)), false});
    }
  }
}

std::vector<Observed> observed(const model::Model& model, const model::Model& mutant,
                               const Sources& sources) {
  std::vector<Observed> result;
  append_statements(model.recommendations, mutant.recommendations, result);
  append_statements(model.contraindications, mutant.contraindications, result);
  append_statements(model.notes, mutant.notes, result);
  if (model.is_library) append_definitions(model, sources, result);
  return result;
}

std::string value_text(Evaluator& evaluator, ExprId expr) {
  return to_string(evaluator.value(expr), evaluator.model()[expr].type);
}

std::string status_text(Truth truth) {
  switch (truth) {
    case Truth::yes: return "advised";
    case Truth::no: return "not advised";
    case Truth::unknown: break;
  }
  return "undetermined";
}

std::string expectation(Evaluator& evaluator, const Observed& each) {
  if (each.is_statement) return fmt::format("{} {}", each.name, status_text(evaluator.truth(each.original)));
  const auto& type = evaluator.model()[each.original].type;
  const auto text = value_text(evaluator, each.original);
  if (text == "unknown" || type.kind == TypeKind::yes_no || type.kind == TypeKind::one_of)
    return fmt::format("{} is {}",
                       each.name.find(' ') == std::string::npos ? each.name : "(" + each.name + ")", text);
  return fmt::format("{} = {}", each.name, text);
}

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

MutantTrial::MutantTrial(const model::Model& model, const Sources& sources)
    : model_{model}, sources_{sources}, bases_{search_bases(model)} {}

MutantResult MutantTrial::run(const Mutant& mutant) const {
  const auto model = mutated(model_, mutant);
  if (const auto scenario = killing_scenario(model)) return {MutantFate::killed, scenario, {}, {}};
  if (mutant.kind == MutationKind::modality)
    return {MutantFate::changes_no_status, {}, {}, "it changes what is advised, not for whom"};
  return search(mutant, model);
}

std::optional<std::uint32_t> MutantTrial::killing_scenario(const model::Model& mutated) const {
  for (std::uint32_t i = 0; i < mutated.scenarios.size(); ++i) {
    if (!run_scenario(mutated, i).passed()) return i;
  }
  return std::nullopt;
}

std::vector<ExprId> MutantTrial::observed_by(const Mutant& mutant) const {
  const auto rests = resting_on(model_, mutant.touched);
  std::vector<ExprId> result;
  for (const auto& each : observed(model_, model_, sources_)) {
    if (rests[each.original]) result.push_back(each.original);
  }
  return result;
}

// Among the values that tell apart what the pathway compares, then those of the mutant.
MutantResult MutantTrial::search(const Mutant& mutant, const model::Model& mutated) const {
  const auto all = observed(model_, mutated, sources_);
  const auto exprs = observed_by(mutant);
  if (exprs.empty()) return {MutantFate::equivalent, {}, {}, "no status rests on it"};
  const auto differs = [&](const Patient& patient, Moment at) {
    Evaluator original{model_, patient, at}, changed{mutated, patient, at};
    return std::ranges::any_of(all, [&](const Observed& each) {
      return value_text(original, each.original) != value_text(changed, each.mutant);
    });
  };
  if (!mutant.swapped.empty() && exclude_each_other(model_, mutant.swapped, bases_))
    return {MutantFate::equivalent, {}, {}, "of no patient do both hold, so their order does not matter"};
  bool complete = true;
  for (const auto* model : {&model_, &mutated}) {
    const auto search = find_witness(*model, exprs, bases_, differs);
    if (search.found) return {MutantFate::survived, {}, killing_text(*search.found, mutated), {}};
    complete = complete && search.complete;
  }
  if (!complete)
    return {MutantFate::not_decided,
            {},
            {},
            "no patient that tells it apart was found, but not all could be tried"};
  return {MutantFate::equivalent,
          {},
          {},
          "no patient tells it apart: all values that make a difference were tried"};
}

std::string MutantTrial::killing_text(const Witness& witness, const model::Model& mutated) const {
  Evaluator original{model_, witness.patient, witness.at}, changed{mutated, witness.patient, witness.at};
  std::string expects, first;
  for (const auto& each : observed(model_, mutated, sources_)) {
    if (value_text(original, each.original) == value_text(changed, each.mutant)) continue;
    const auto text = expectation(original, each);
    if (first.empty()) first = text;
    expects += fmt::format("  expect {}\n", text);
  }
  const auto name =
      fmt::format("{}{}{}", first, witness.given.empty() ? "" : ", ", fmt::join(witness.given, ", "));
  return laid_out(scenario_head(model_, witness, name) + expects + "}\n");
}

}  // namespace waymark
