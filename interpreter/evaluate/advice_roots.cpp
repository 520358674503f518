#include "interpreter/evaluate/advice_roots.hpp"

#include "interpreter/evaluate/dependencies.hpp"

namespace waymark {
namespace {

using model::ExprId;

void append_values(const std::vector<model::Template>& texts, std::vector<ExprId>& roots) {
  for (const auto& text : texts) {
    for (const auto& piece : text.pieces) {
      if (const auto* value = std::get_if<model::TemplateValue>(&piece)) roots.push_back(value->value);
    }
  }
}

void append_range(const std::optional<model::ExprRange>& range, std::vector<ExprId>& roots) {
  if (!range) return;
  roots.push_back(range->low);
  if (range->high) roots.push_back(*range->high);
}

void append_regimens(const std::vector<model::Regimen>& steps, std::vector<ExprId>& roots) {
  for (const auto& step : steps) {
    if (step.dose) append_range(*step.dose, roots);
    append_range(step.every, roots);
    append_range(step.duration, roots);
  }
}

void append_roots(const model::Recommendation& recommendation, std::vector<ExprId>& roots) {
  roots.push_back(recommendation.condition);
  append_regimens(recommendation.steps, roots);
  for (const auto* target : single_targets(recommendation.target)) append_regimens(target->steps, roots);
  if (recommendation.within) {
    append_range(recommendation.within->time, roots);
    if (recommendation.within->of) roots.push_back(*recommendation.within->of);
  }
  for (const auto& each : {recommendation.done, recommendation.aim}) {
    if (each) roots.push_back(*each);
  }
  append_values(recommendation.because, roots);
}

}  // namespace

std::vector<ExprId> roots_of_advice(const model::Model& model) {
  auto roots = model.applies;
  for (const auto& each : model.recommendations) append_roots(each, roots);
  for (const auto& each : model.contraindications) {
    roots.push_back(each.condition);
    append_values(each.because, roots);
  }
  for (const auto& each : model.notes) {
    roots.push_back(each.condition);
    if (each.says) append_values({*each.says}, roots);
  }
  return roots;
}

std::set<model::FactId> facts_of_advice(const model::Model& model) {
  const Dependencies dependencies{model, roots_of_advice(model)};
  std::set<model::FactId> result;
  for (const auto& input : dependencies.inputs())
    if (const auto* fact = std::get_if<0>(&input)) result.insert(*fact);
  return result;
}

std::vector<model::FactId> facts_of_pathway(const model::Model& model) {
  const auto used = facts_of_advice(model);
  std::vector<model::FactId> result;
  for (model::FactId fact = 0; fact < model.facts.size(); ++fact)
    if (model.facts[fact].library.empty() || used.contains(fact)) result.push_back(fact);
  return result;
}

}  // namespace waymark
