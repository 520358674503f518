// Q6 and Q7: does every `always` and `never` hold, and is anything done on missing data?
#include <algorithm>

#include <fmt/format.h>

#include "interpreter/evaluate/dependencies.hpp"
#include "interpreter/prove/questions.hpp"
#include "lang/text/one_line.hpp"

namespace waymark::prove {
namespace {

using model::ExprId;

void append_tested(const model::Model& model, ExprId expr, std::vector<model::StatementReference>& result) {
  if (const auto* test = std::get_if<model::StatusTest>(&model[expr].operation)) {
    const auto same = [&](const model::StatementReference& each) {
      return each.kind == test->statement.kind && each.index == test->statement.index;
    };
    if (std::ranges::none_of(result, same)) result.push_back(test->statement);
  }
  for (const auto operand : model::operands(model[expr].operation)) append_tested(model, operand, result);
}

std::vector<model::StatementReference> tested_statements(const model::Model& model, ExprId condition) {
  std::vector<model::StatementReference> result;
  append_tested(model, condition, result);
  return result;
}

std::vector<RelatedPlace> places(const Inquiry& inquiry, const model::Property& property) {
  const auto& model = inquiry.model();
  std::vector<RelatedPlace> result;
  for (const auto& statement : tested_statements(model, property.condition))
    result.push_back({inquiry.head(model::statement(model, statement).span), PlaceRole::spoken_of});
  return result;
}

// What the property is about, as it is; where it names no statement, the condition itself.
std::vector<std::string> expectations(Inquiry& inquiry, const model::Property& property,
                                      Evaluator& evaluator) {
  std::vector<std::string> result;
  for (const auto& statement : tested_statements(inquiry.model(), property.condition))
    result.push_back(expected_status(evaluator, statement));
  if (!result.empty()) return result;
  const auto text = inquiry.text(property.condition);
  return {property.kind == ast::PropertyKind::always ? "(" + text + ") is no" : "(" + text + ") is yes"};
}

void ask(Inquiry& inquiry, Question question, const model::Property& property) {
  const bool always = property.kind == ast::PropertyKind::always;
  const auto shows = [&property, always](Evaluator& evaluator) {
    return evaluator.truth(property.condition) == (always ? Truth::no : Truth::yes);
  };
  inquiry.nobody(
      {question,
       Weight::error,
       property.span,
       {always ? FindingForm::always_broken : FindingForm::never_broken, {property.text}},
       places(inquiry, property)},
      {{is_violated(inquiry.encoder(), property)}, {property.condition}, shows, [&](Evaluator& evaluator) {
         return expectations(inquiry, property, evaluator);
       }});
}

// An action that is asked for whatever is missing: no mistake by itself, but one ought to know.
void ask_blind(Inquiry& inquiry, model::RecommendationId id) {
  const auto& model = inquiry.model();
  const auto& recommendation = model.recommendations[id];
  if (model::stance(recommendation.modality, recommendation.verb) != model::Stance::asks_for) return;
  std::vector<z3::expr> conditions{inquiry.encoder().truth(recommendation.condition).yes};
  const Dependencies dependencies{model, {recommendation.condition}};
  for (const auto& input : dependencies.inputs())
    conditions.push_back(negation(inquiry.encoder().space().recorded(model, input)));
  const auto shows = [condition = recommendation.condition](Evaluator& evaluator) {
    return evaluator.truth(condition) == Truth::yes;
  };
  inquiry.nobody(
      {Question::missing_data,
       Weight::note,
       inquiry.head(recommendation.span),
       {FindingForm::advised_blindly, {recommendation.id}}},
      {conditions, {recommendation.condition}, shows, [id](Evaluator& evaluator) {
         return std::vector{expected_status(evaluator, {model::StatementKind::recommendation, id})};
       }});
}

}  // namespace

bool looks_at_knowledge(const model::Model& model, const model::Property& property) {
  std::vector<ExprId> pending{property.condition};
  while (!pending.empty()) {
    const auto& operation = model[pending.back()].operation;
    pending.pop_back();
    if (std::holds_alternative<model::Knowledge>(operation)) return true;
    for (const auto operand : model::operands(operation)) pending.push_back(operand);
  }
  return false;
}

void ask_property(Inquiry& inquiry) {
  for (const auto& property : inquiry.model().properties) {
    if (!looks_at_knowledge(inquiry.model(), property)) ask(inquiry, Question::property, property);
  }
}

void ask_missing_data(Inquiry& inquiry) {
  for (const auto& property : inquiry.model().properties) {
    if (looks_at_knowledge(inquiry.model(), property)) ask(inquiry, Question::missing_data, property);
  }
  for (model::RecommendationId id = 0; id < inquiry.model().recommendations.size(); ++id)
    ask_blind(inquiry, id);
}

}  // namespace waymark::prove
