#include "interpreter/quality/observed.hpp"

#include <unordered_set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "interpreter/explain/one_line.hpp"
#include "interpreter/quality/authored_expressions.hpp"
#include "interpreter/scenarios/scenario_text.hpp"

namespace waymark {
namespace {

using model::ExprId;

// A library has no statements: what it defines, and what its scenarios ask.
void append_definitions(const model::Model& model, const Sources& sources,
                        const std::vector<ExprId>& affected, std::vector<Observed>& result) {
  const std::unordered_set<ExprId> changing{affected.begin(), affected.end()};
  for (const auto& define : model.defines) {
    if (is_own(model, define) && define.value && changing.contains(*define.value))
      result.push_back({*define.value, *define.value, define.id, false});
  }
  for (const auto& scenario : model.scenarios) {
    for (const auto& expect : scenario.expects) {
      const auto* expr = std::get_if<ExprId>(&expect.node);
      if (expr && changing.contains(*expr))
        result.push_back({*expr, *expr, one_line(sources.text(model[*expr].span)), false});
    }
  }
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
  const auto text = observed_value(evaluator, each.original);
  if (text == "unknown" || type.kind == TypeKind::yes_no || type.kind == TypeKind::one_of)
    return fmt::format("{} is {}",
                       each.name.find(' ') == std::string::npos ? each.name : "(" + each.name + ")", text);
  return fmt::format("{} = {}", each.name, text);
}

}  // namespace

std::vector<Observed> observed(const model::Model& model, const ConditionIndex& conditions,
                               const model::Model& copy, const Sources& sources,
                               const std::vector<ExprId>& affected) {
  std::vector<Observed> result;
  for (const auto& reference : conditions.statements_with(affected)) {
    const auto& original = model::statement(model, reference);
    result.push_back({original.condition, model::statement(copy, reference).condition, original.id, true});
  }
  if (model.is_library) append_definitions(model, sources, affected, result);
  return result;
}

std::string observed_value(Evaluator& evaluator, ExprId expr) {
  return to_string(evaluator.value(expr), evaluator.model()[expr].type);
}

std::string scenario_of(const model::Model& model, const Witness& witness,
                        const std::vector<Observed>& observed) {
  if (observed.empty()) return {};
  Evaluator evaluator{model, witness.patient, witness.at};
  std::string expects;
  for (const auto& each : observed) expects += fmt::format("  expect {}\n", expectation(evaluator, each));
  const auto name = fmt::format("{}{}{}", expectation(evaluator, observed.front()),
                                witness.given.empty() ? "" : ", ", fmt::join(witness.given, ", "));
  return laid_out(scenario_head(model, witness, name) + expects + "}\n");
}

}  // namespace waymark
