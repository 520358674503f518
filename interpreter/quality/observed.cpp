#include "interpreter/quality/observed.hpp"

#include <algorithm>
#include <unordered_set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "interpreter/decide/outcome.hpp"
#include "interpreter/quality/authored_expressions.hpp"
#include "interpreter/scenarios/scenario_text.hpp"
#include "lang/model/regimen.hpp"
#include "lang/text/one_line.hpp"

namespace waymark {
namespace {

using model::ExprId;

void append_dose(const model::Dose& original, const model::Dose& copy, const std::string& id,
                 const std::string& action, const std::unordered_set<ExprId>& changing,
                 std::vector<Observed>& result) {
  if (!changing.contains(original.low) && !(original.high && changing.contains(*original.high))) return;
  result.push_back({original.low, copy.low, id, ObservedKind::dose, action, original.high});
}

// Later steps are in no scenario.
void append_doses(const model::Model& model, const model::Model& changed, const std::vector<ExprId>& affected,
                  std::vector<Observed>& result) {
  const std::unordered_set<ExprId> changing{affected.begin(), affected.end()};
  for (std::size_t i = 0; i < model.recommendations.size(); ++i) {
    const auto& original = model.recommendations[i];
    const auto& copy = changed.recommendations[i];
    if (const auto* dose = model::first_dose(original.steps))
      append_dose(*dose, *model::first_dose(copy.steps), original.id, "", changing, result);
    const auto targets = single_targets(original.target), copies = single_targets(copy.target);
    for (std::size_t each = 0; each < targets.size(); ++each) {
      const auto& action = model.actions[std::get<model::ActionId>(targets[each]->node)].id;
      if (const auto* dose = model::first_dose(targets[each]->steps))
        append_dose(*dose, *model::first_dose(copies[each]->steps), original.id, action, changing, result);
    }
  }
}

// What tells whether it is done, and by when it is due.
void append_progress(const model::Model& model, const model::Model& changed,
                     const std::vector<ExprId>& affected, std::vector<Observed>& result) {
  const std::unordered_set<ExprId> changing{affected.begin(), affected.end()};
  for (model::RecommendationId id = 0; id < model.recommendations.size(); ++id) {
    const auto& recommendation = model.recommendations[id];
    std::vector<std::optional<ExprId>> parts{recommendation.done};
    if (has_deadline(recommendation)) {
      const auto& within = *recommendation.within;
      parts.insert(parts.end(), {within.of, within.time.low, within.time.high});
    }
    if (std::ranges::none_of(parts, [&](const auto& part) { return part && changing.contains(*part); }))
      continue;
    Observed each{recommendation.done.value_or(recommendation.condition),
                  changed.recommendations[id].done.value_or(changed.recommendations[id].condition),
                  recommendation.id, ObservedKind::progress};
    each.recommendation = id;
    result.push_back(std::move(each));
  }
}

// "due by 2026-11-23T09:00:00Z"; empty where no scenario can say it.
std::string progress_value(Evaluator& evaluator, model::RecommendationId id) {
  const auto its = decide(evaluator, {model::StatementKind::recommendation, id}).progress;
  if (!its || its->progress == Progress::unknown) return {};
  auto text = progress_words(its->progress);
  return its->due ? fmt::format("{} by {}", text, planned_text(*its->due, evaluator.at())) : text;
}

// A library has no statements: what it defines, and what its scenarios ask.
void append_definitions(const model::Model& model, const Sources& sources,
                        const std::vector<ExprId>& affected, std::vector<Observed>& result) {
  const std::unordered_set<ExprId> changing{affected.begin(), affected.end()};
  for (const auto& define : model.defines) {
    if (is_own(model, define) && define.value && changing.contains(*define.value))
      result.push_back({*define.value, *define.value, define.id, ObservedKind::expression});
  }
  for (const auto& scenario : model.scenarios) {
    for (const auto& expect : scenario.expects) {
      const auto* expr = std::get_if<ExprId>(&expect.node);
      if (expr && changing.contains(*expr))
        result.push_back({*expr, *expr, one_line(sources.text(model[*expr].span)), ObservedKind::expression});
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

std::string value_text(Evaluator& evaluator, ExprId expr) {
  return to_string(evaluator.value(expr), evaluator.model()[expr].type);
}

std::string dose_expectation(Evaluator& evaluator, const Observed& each) {
  auto text = value_text(evaluator, each.original);
  if (each.high) text += " to " + value_text(evaluator, *each.high);
  return fmt::format("{} dose {}{}", each.name, text, each.action.empty() ? "" : " of " + each.action);
}

std::string expectation(Evaluator& evaluator, const Observed& each) {
  if (each.kind == ObservedKind::statement)
    return fmt::format("{} {}", each.name, status_text(evaluator.truth(each.original)));
  if (each.kind == ObservedKind::dose) return dose_expectation(evaluator, each);
  if (each.kind == ObservedKind::progress)
    return fmt::format("{} {}", each.name, progress_value(evaluator, each.recommendation));
  const auto& type = evaluator.model()[each.original].type;
  const auto text = value_text(evaluator, each.original);
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
    result.push_back({original.condition, model::statement(copy, reference).condition, original.id,
                      ObservedKind::statement});
  }
  append_doses(model, copy, affected, result);
  append_progress(model, copy, affected, result);
  if (model.is_library) append_definitions(model, sources, affected, result);
  return result;
}

std::string observed_value(Evaluator& evaluator, const Observed& observed, ExprId Observed::*side) {
  if (observed.kind == ObservedKind::progress) return progress_value(evaluator, observed.recommendation);
  return value_text(evaluator, observed.*side);
}

bool differs(Evaluator& original, Evaluator& copy, const Observed& observed) {
  const auto before = observed_value(original, observed, &Observed::original);
  return !before.empty() && before != observed_value(copy, observed, &Observed::copy);
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
