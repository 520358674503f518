#include "interpreter/plan/constants.hpp"

#include <algorithm>

#include "interpreter/evaluate/dependencies.hpp"

namespace waymark::plan {
namespace {

Patient nobody_at(const model::Model& model, const Site& site) {
  auto patient = empty_patient(model);
  std::ranges::copy(site, patient.parameters.begin());
  return patient;
}

// A moment without an offset, or a date that stands for one, begins when it does where `at` is.
bool stands_in_offset_of_at(const model::Literal& literal, const Type& type) {
  const auto* moment = std::get_if<model::MomentConstant>(&literal.value);
  if (moment) return !moment->has_offset;
  return std::holds_alternative<Date>(literal.value) && type.kind != TypeKind::date;
}

bool rests_on_patient(const model::Expression& expression) {
  const auto& operation = expression.operation;
  if (const auto* literal = std::get_if<model::Literal>(&operation))
    return stands_in_offset_of_at(*literal, expression.type);
  return std::holds_alternative<model::FactReference>(operation) ||
         std::holds_alternative<model::UnrecordedIsNo>(operation) ||
         model::fact_of_readings(operation).has_value() ||
         std::holds_alternative<model::Happened>(operation) ||
         std::holds_alternative<model::MomentOf>(operation) ||
         std::holds_alternative<model::TimeSince>(operation) ||
         std::holds_alternative<model::TimeSinceReading>(operation) ||
         std::holds_alternative<model::CalendarCount>(operation);
}

}  // namespace

Constants::Constants(const model::Model& model, const Site& site,
                     const std::vector<model::ExprId>& expressions)
    : model_{model},
      nobody_{nobody_at(model, site)},
      evaluator_{model, nobody_, Moment{}},
      constant_(model.expressions.size()) {
  for (const auto expr : expressions) {
    const auto below = parts(model, expr);
    constant_[expr] = !rests_on_patient(model[expr]) &&
                      std::ranges::all_of(below, [&](model::ExprId part) { return is_constant(part); });
  }
}

}  // namespace waymark::plan
