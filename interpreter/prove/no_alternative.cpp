// Q7b: can all alternatives be ruled out at once?
#include <fmt/format.h>

#include "interpreter/prove/questions.hpp"

namespace waymark::prove {
namespace {

bool is_about_alternatives(model::ConditionKind kind) {
  return kind == model::ConditionKind::not_contraindicated || kind == model::ConditionKind::open;
}

// It would be advised if nothing were contraindicated.
bool is_left_without(Evaluator& evaluator, const model::Recommendation& recommendation) {
  bool is_stopped = false;
  for (const auto& condition : recommendation.conditions) {
    const bool is_last = is_about_alternatives(condition.kind);
    const auto truth = evaluator.truth(condition.expr);
    if (truth != (is_last ? Truth::no : Truth::yes)) return false;
    is_stopped |= is_last;
  }
  return is_stopped;
}

// What alternatives ask for themselves may rule them all out, as a `when` does.
z3::expr something_is_contraindicated(Encoder& encoder, const model::Recommendation& recommendation) {
  std::vector<z3::expr> any;
  for (const auto id : recommendation.contraindications)
    any.push_back(encoder.truth(encoder.model().contraindications[id].condition).yes);
  return any_of(encoder.context(), any);
}

}  // namespace

void ask_no_alternative(Inquiry& inquiry) {
  const auto& model = inquiry.model();
  auto& encoder = inquiry.encoder();
  for (model::RecommendationId id = 0; id < model.recommendations.size(); ++id) {
    const auto& recommendation = model.recommendations[id];
    auto fall = all_alternatives_fall(encoder, recommendation);
    if (!fall || recommendation.contraindications.empty()) continue;
    std::vector<z3::expr> conditions{*fall, something_is_contraindicated(encoder, recommendation)};
    for (const auto& condition : recommendation.conditions) {
      const auto truth = encoder.truth(condition.expr);
      const bool is_last = is_about_alternatives(condition.kind);
      conditions.push_back(is_last ? truth.no : truth.yes);
    }
    std::vector<RelatedPlace> places;
    std::vector<model::ExprId> expressions{recommendation.condition};
    for (const auto each : recommendation.contraindications) {
      places.push_back({inquiry.head(model.contraindications[each].span), PlaceRole::rules_out});
      expressions.push_back(model.contraindications[each].condition);
    }
    const auto shows = [&recommendation](Evaluator& evaluator) {
      return is_left_without(evaluator, recommendation);
    };
    inquiry.nobody(
        {Question::no_alternative,
         Weight::warning,
         inquiry.head(recommendation.span),
         {has_own_conditions(recommendation.target) ? FindingForm::all_ruled_out
                                                    : FindingForm::all_contraindicated,
          {recommendation.id}},
         places},
        {conditions, expressions, shows, [id](Evaluator& evaluator) {
           return std::vector{expected_status(evaluator, {model::StatementKind::recommendation, id})};
         }});
  }
}

}  // namespace waymark::prove
