// Q5: can two recommendations contradict each other?
#include <algorithm>

#include <fmt/format.h>

#include "interpreter/prove/questions.hpp"

namespace waymark::prove {

Search conflict_between(const model::Model& model, const PossibleConflict& possible) {
  const auto& a = model.recommendations[possible.first];
  const auto& b = model.recommendations[possible.second];
  std::vector<model::ExprId> expressions{a.condition, b.condition};
  for (const auto* each : {&a, &b}) {
    if (each->done) expressions.push_back(*each->done);
    for (const auto id : each->contraindications)
      expressions.push_back(model.contraindications[id].condition);
  }
  const auto shows = [first = possible.first, second = possible.second](Evaluator& evaluator) {
    return std::ranges::any_of(decide(evaluator).conflicts, [&](const Conflict& conflict) {
      return conflict.first == first && conflict.second == second;
    });
  };
  const auto expectations = [&a, &b](Evaluator&) {
    return std::vector{fmt::format("conflict {}, {}", a.id, b.id)};
  };
  return {{possible.condition}, expressions, shows, expectations};
}

void ask_conflict(Inquiry& inquiry) {
  const auto& model = inquiry.model();
  for (const auto& possible : possible_conflicts(inquiry.encoder())) {
    const auto& a = model.recommendations[possible.first];
    const auto& b = model.recommendations[possible.second];
    inquiry.nobody({Question::conflict,
                    Weight::error,
                    inquiry.head(a.span),
                    {FindingForm::contradiction, {a.id, b.id}},
                    {{inquiry.head(b.span), PlaceRole::other_recommendation}}},
                   conflict_between(model, possible));
  }
}

}  // namespace waymark::prove
