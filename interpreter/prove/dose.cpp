// Q10: can an advised dose be nothing, or its limits exclude each other?
#include <fmt/format.h>

#include "interpreter/evaluate/comparison.hpp"
#include "interpreter/prove/questions.hpp"
#include "lang/model/constant_quantity.hpp"

namespace waymark::prove {
namespace {

using model::ExprId;

// When the number is known, and zero or below.
z3::expr is_nothing(z3::context& context, const NumberTerm& number) {
  const auto known = is_known(context, number);
  if (!number.divisor) return both(known, number.low <= 0);
  const auto same_sign = (number.low > 0 && *number.divisor > 0) || (number.low < 0 && *number.divisor < 0);
  return both(known, !same_sign);
}

bool is_nothing(const Value& value) {
  const auto number = known_number(value);
  return number && (number->number.is_zero() || number->number.is_negative());
}

class DoseQuestions {
 public:
  DoseQuestions(Inquiry& inquiry, model::RecommendationId id)
      : inquiry_{inquiry}, id_{id}, recommendation_{inquiry.model().recommendations[id]} {}

  void ask() {
    for (const auto* dose : doses_of(recommendation_)) {
      if (!constant_quantity(inquiry_.model(), dose->low)) can_be_nothing(*dose);
      for (const auto least : dose->at_least) {
        for (const auto most : dose->at_most) can_exclude(least, most);
      }
    }
  }

 private:
  void can_be_nothing(const model::Dose& dose) {
    const auto low = dose.low;
    const auto number = number_of(inquiry_.context(), inquiry_.encoder().term(low));
    const auto shows = [this, low](Evaluator& evaluator) {
      return is_advised(evaluator) && is_nothing(evaluator.value(low));
    };
    inquiry_.nobody({Question::dose,
                     Weight::warning,
                     dose.span,
                     {FindingForm::dose_may_be_nothing, {recommendation_.id}}},
                    search({is_nothing(inquiry_.context(), number)}, {low}, shows));
  }

  void can_exclude(ExprId least, ExprId most) {
    if (constant_quantity(inquiry_.model(), least) && constant_quantity(inquiry_.model(), most)) return;
    const auto a = number_of(inquiry_.context(), inquiry_.encoder().term(least));
    const auto b = number_of(inquiry_.context(), inquiry_.encoder().term(most));
    if (a.divisor || b.divisor) return;
    const auto known = both(is_known(inquiry_.context(), a), is_known(inquiry_.context(), b));
    const auto shows = [this, least, most](Evaluator& evaluator) {
      const auto above =
          compare_values(ast::ComparisonOperator::greater, evaluator.value(least), evaluator.value(most));
      return is_advised(evaluator) && truth(above) == Truth::yes;
    };
    inquiry_.nobody({Question::dose,
                     Weight::warning,
                     inquiry_.model()[least].span,
                     {FindingForm::dose_limits_cross, {recommendation_.id}},
                     {{inquiry_.model()[most].span, PlaceRole::most_of_dose}}},
                    search({both(known, a.low > b.low)}, {least, most}, shows));
  }

  bool is_advised(Evaluator& evaluator) const {
    return evaluator.truth(recommendation_.condition) == Truth::yes;
  }

  Search search(std::vector<z3::expr> conditions, std::vector<ExprId> expressions, Shows shows) {
    conditions.push_back(inquiry_.encoder().truth(recommendation_.condition).yes);
    expressions.push_back(recommendation_.condition);
    const model::StatementReference statement{model::StatementKind::recommendation, id_};
    return {std::move(conditions), std::move(expressions), std::move(shows),
            [statement](Evaluator& evaluator) { return std::vector{expected_status(evaluator, statement)}; }};
  }

  Inquiry& inquiry_;
  model::RecommendationId id_;
  const model::Recommendation& recommendation_;
};

}  // namespace

void ask_dose(Inquiry& inquiry) {
  for (model::RecommendationId id = 0; id < inquiry.model().recommendations.size(); ++id)
    DoseQuestions{inquiry, id}.ask();
}

}  // namespace waymark::prove
