#include "interpreter/decide/given_dose.hpp"

#include <algorithm>

#include "interpreter/decide/alternatives.hpp"
#include "interpreter/evaluate/bounds.hpp"
#include "interpreter/evaluate/comparison.hpp"
#include "interpreter/values/kleene.hpp"

namespace waymark {
namespace {

using ast::ComparisonOperator;

void find_limit(Evaluator& evaluator, const model::Dose& dose, GivenDose& result) {
  const auto amount = dose.amount.high.value_or(dose.amount.low);
  const auto whole = dose.of ? arithmetic(ast::ArithmeticOperator::multiply, evaluator.value(amount),
                                          evaluator.value(*dose.of))
                             : evaluator.value(amount);
  const auto find = [&](const std::vector<model::ExprId>& limits, ComparisonOperator op, DoseLimit kind) {
    for (const auto limit : limits) {
      if (truth(compare_values(op, whole, evaluator.value(limit))) != Truth::yes) continue;
      result.limited = kind;
      result.limit = limit;
    }
  };
  find(dose.at_least, ComparisonOperator::less, DoseLimit::at_least);
  find(dose.at_most, ComparisonOperator::greater, DoseLimit::at_most);
}

bool is_between_steps(Evaluator& evaluator, const model::Dose& dose, const Quantity& given) {
  const auto step = dose.step ? known_number(evaluator.value(*dose.step)) : std::nullopt;
  const auto count = step ? divide(given, *step) : std::nullopt;
  const auto steps = count ? convert(*count, pure_unit()) : std::nullopt;
  return steps && !steps->number.is_whole();
}

}  // namespace

GivenDose given_dose(Evaluator& evaluator, const model::Dose& dose) {
  GivenDose result;
  auto low = known_number(evaluator.value(dose.low));
  auto high = known_number(evaluator.value(dose.high.value_or(dose.low)));
  if (!low || !high) return result;
  find_limit(evaluator, dose, result);
  result.unrounded = is_between_steps(evaluator, dose, *high);
  result.low = std::move(low);
  result.high = std::move(high);
  return result;
}

std::vector<model::Input> missing_for(Evaluator& evaluator, const model::ExprRange& range) {
  std::vector<model::Input> result;
  for (const auto expr : {range.low, range.high.value_or(range.low)}) {
    for (const auto& input : evaluator.needs(expr)) {
      if (std::ranges::find(result, input) == result.end()) result.push_back(input);
    }
  }
  return result;
}

Truth is_given(Evaluator& evaluator, const model::DosePlace& place) {
  if (place.given_with.empty()) return Truth::yes;
  auto result = Truth::no;
  const auto& recommendation = evaluator.model().recommendations[place.recommendation];
  for (const auto& alternative : alternatives(evaluator, recommendation)) {
    if (std::ranges::find(place.given_with, alternative.target) != place.given_with.end())
      result = disjunction(result, alternative.open);
  }
  return result;
}

}  // namespace waymark
