#include "interpreter/quality/observed.hpp"

#include <algorithm>
#include <unordered_set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "interpreter/decide/outcome.hpp"
#include "interpreter/quality/authored_expressions.hpp"
#include "interpreter/scenarios/expected_value.hpp"
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
  result.push_back({{original.low, original.high}, {copy.low, copy.high}, id, ObservedKind::dose, action});
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
    const auto& copy = changed.recommendations[id];
    Observed each{{recommendation.done.value_or(recommendation.condition)},
                  {copy.done.value_or(copy.condition)},
                  recommendation.id,
                  ObservedKind::progress};
    each.recommendation = id;
    result.push_back(std::move(each));
  }
}

// As the language says it.
std::string_view progress_word(Progress progress) {
  return progress == Progress::not_due ? "not due" : to_string(progress);
}

// "due by 2026-11-23T09:00:00Z"; empty where no scenario can say it.
std::string progress_value(Evaluator& evaluator, model::RecommendationId id) {
  const auto its = decide(evaluator, {model::StatementKind::recommendation, id}).progress;
  if (!its || its->progress == Progress::unknown) return {};
  const auto word = progress_word(its->progress);
  if (!its->due) return std::string{word};
  return fmt::format("{} by {}", word, planned_text(*its->due, evaluator.at()));
}

// A library has no statements: what it defines, and what its scenarios ask.
void append_definitions(const model::Model& model, const Sources& sources,
                        const std::vector<ExprId>& affected, std::vector<Observed>& result) {
  const std::unordered_set<ExprId> changing{affected.begin(), affected.end()};
  for (const auto& define : model.defines) {
    if (is_own(model, define) && define.value && changing.contains(*define.value))
      result.push_back({{*define.value}, {*define.value}, define.id});
  }
  for (const auto& scenario : model.scenarios) {
    for (const auto& expect : scenario.expects) {
      const auto* expr = std::get_if<ExprId>(&expect.node);
      if (expr && changing.contains(*expr))
        result.push_back({{*expr}, {*expr}, one_line(sources.text(model[*expr].span))});
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

// "500 to 1000 mg"; empty where it is not known: a scenario expects a dose, or none.
std::string dose_text(Evaluator& evaluator, const ObservedPlace& place) {
  const auto exact_text = [&](ExprId expr) {
    const auto number = known_number(evaluator.value(expr));
    return number ? to_exact_string(*number) : std::string{};
  };
  const auto low = exact_text(place.value);
  if (low.empty() || !place.high) return low;
  const auto high = exact_text(*place.high);
  return high.empty() ? high : fmt::format("{} to {}", low, high);
}

// What comes out at `place`, which is of the evaluator's model; empty where no scenario can say it.
std::vector<std::string> expectations(Evaluator& evaluator, const Observed& each,
                                      ObservedPlace Observed::*place) {
  const auto said = [&](const std::string& text, std::string_view before = "", std::string_view after = "") {
    if (text.empty()) return std::vector<std::string>{};
    return std::vector{fmt::format("{}{} {}{}", each.name, before, text, after)};
  };
  const auto expr = (each.*place).value;
  switch (each.kind) {
    case ObservedKind::statement: return said(status_text(evaluator.truth(expr)));
    case ObservedKind::dose:
      return said(dose_text(evaluator, each.*place), " dose",
                  each.action.empty() ? "" : " of " + each.action);
    case ObservedKind::progress: return said(progress_value(evaluator, each.recommendation));
    case ObservedKind::expression: break;
  }
  return expected_value(each.name, evaluator.value(expr), evaluator.model()[expr].type);
}

}  // namespace

std::vector<Observed> observed(const model::Model& model, const ConditionIndex& conditions,
                               const model::Model& copy, const Sources& sources,
                               const std::vector<ExprId>& affected) {
  std::vector<Observed> result;
  for (const auto& reference : conditions.statements_with(affected)) {
    const auto& original = model::statement(model, reference);
    result.push_back({{original.condition},
                      {model::statement(copy, reference).condition},
                      original.id,
                      ObservedKind::statement});
  }
  append_doses(model, copy, affected, result);
  append_progress(model, copy, affected, result);
  if (model.is_library) append_definitions(model, sources, affected, result);
  return result;
}

bool differs(Evaluator& original, Evaluator& copy, const Observed& observed) {
  const auto expr = observed.original.value;
  if (observed.kind == ObservedKind::expression)
    return tells_apart(original.value(expr), copy.value(observed.copy.value), original.model()[expr].type);
  const auto before = expectations(original, observed, &Observed::original);
  return !before.empty() && before != expectations(copy, observed, &Observed::copy);
}

std::string scenario_of(const model::Model& model, const Witness& witness,
                        const std::vector<Observed>& observed) {
  Evaluator evaluator{model, witness.patient, witness.at};
  std::vector<std::string> expected;
  std::vector<ExprId> exprs;
  for (const auto& each : observed) {
    exprs.push_back(each.original.value);
    for (auto& condition : expectations(evaluator, each, &Observed::original)) {
      const bool is_new = std::ranges::find(expected, condition) == expected.end();
      if (is_new) expected.push_back(std::move(condition));
    }
  }
  if (expected.empty()) return {};
  const auto name = fmt::format("{}{}{}", expected.front(), witness.given.empty() ? "" : ", ",
                                fmt::join(witness.given, ", "));
  const auto expects = fmt::format("  expect {}\n", fmt::join(expected, "\n  expect "));
  return laid_out(scenario_head(model, witness, name, exprs) + expects + "}\n");
}

}  // namespace waymark
