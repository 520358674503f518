#include "interpreter/evaluate/bounds.hpp"
#include "interpreter/evaluate/comparison.hpp"
#include "interpreter/evaluate/computation.hpp"
#include "interpreter/evaluate/functions.hpp"
#include "interpreter/evaluate/levels.hpp"
#include "interpreter/values/elapsed.hpp"
#include "interpreter/values/unknown.hpp"

namespace waymark {

// What is computed of a number on a scale with a zero point of its own depends on the scale: half of 37 Cel
// is not half of 98.6 [degF]. It is the declared one, in whatever unit a reading is.
const Value& Computation::on_declared_scale(model::ExprId expr, Value& room) const {
  const auto& number = value(expr);
  const auto* given = std::get_if<Number>(&number);
  const auto& type = evaluator_.model()[expr].type;
  if (!given || type.kind != TypeKind::number) return number;
  const auto& end = given->low ? given->low : given->high;
  return end && end->unit->offset != type.unit->offset ? room = converted(number, type.unit) : number;
}

Value Computation::operator()(const model::Negate& negate) const {
  Value room;
  const auto& operand = on_declared_scale(negate.operand, room);
  if (const auto* elapsed = std::get_if<Elapsed>(&operand)) return opposite(*elapsed);
  if (const auto* range = std::get_if<ElapsedRange>(&operand))
    return ElapsedRange{opposite(range->high), opposite(range->low)};
  return negated(operand);
}

Value Computation::operator()(const model::Arithmetic& arithmetic) const {
  Value left, right;
  auto result = waymark::arithmetic(arithmetic.op, on_declared_scale(arithmetic.left, left),
                                    on_declared_scale(arithmetic.right, right));
  // `creatinine / 1 mg/dL` is a pure number, in whatever unit the reading is.
  const bool takes_off = type_.kind == TypeKind::number && is_pure(*type_.unit);
  return takes_off && std::holds_alternative<Number>(result) ? converted(result, type_.unit) : result;
}

// Null where it is no number as it is written.
static const Quantity* written_number(const model::Operation& operation) {
  const auto* literal = std::get_if<model::Literal>(&operation);
  return literal ? std::get_if<Quantity>(&literal->value) : nullptr;
}

Value Computation::operator()(const model::Comparison& comparison) const {
  if (const auto* number = written_number(evaluator_.model()[comparison.right].operation))
    return compare_values(comparison.op, value(comparison.left), *number);
  return compare_values(comparison.op, value(comparison.left), value(comparison.right));
}

Value Computation::operator()(const model::Between& between) const {
  return is_between(value(between.subject), value(between.low), value(between.high), between.below);
}

Value Computation::operator()(const model::Conversion& conversion) const {
  const auto& operand = value(conversion.operand);
  if (const auto* range = std::get_if<ElapsedRange>(&operand))
    return bounded(count_in(range->low, conversion.unit), count_in(range->high, conversion.unit), {&operand});
  const auto* elapsed = std::get_if<Elapsed>(&operand);
  if (!elapsed) return converted(operand, conversion.unit);
  const auto count = count_in(*elapsed, conversion.unit);
  return count ? exactly(*count) : Value{unknown_because(UnknownReason::overflow)};
}

Value Computation::operator()(const model::SubstanceConversion& conversion) const {
  return exchanged(value(conversion.operand), conversion.unit, conversion.substance);
}

// Of a level, or of those that it can still be, the points.
Value Computation::operator()(const model::PointsOf& points) const {
  const auto& operand = value(points.operand);
  const auto levels = possible_levels(operand);
  if (!levels) return unknown_from_any({&operand});
  const auto& members = evaluator_.model()[points.operand].type.members;
  std::vector<Value> possible;
  for (auto member = levels->low; member <= levels->high; ++member) {
    const bool has_points = members && member < members->members.size() && members->members[member].points;
    if (!has_points) return unknown_because(UnknownReason::outside_domain);
    possible.push_back(exactly(Quantity{*members->members[member].points}));
  }
  std::vector<const Value*> values;
  for (const auto& points_of_one : possible) values.push_back(&points_of_one);
  return hull(values);
}

Value Computation::operator()(const model::Call& call) const {
  const bool compares = call.function == model::Function::min || call.function == model::Function::max;
  if (compares) return apply_function(call.function, values(call.arguments), type_);
  std::vector<Value> rooms(call.arguments.size());
  std::vector<const Value*> arguments;
  for (std::size_t i = 0; i < rooms.size(); ++i)
    arguments.push_back(&on_declared_scale(call.arguments[i], rooms[i]));
  return apply_function(call.function, arguments, type_);
}

Value Computation::operator()(const model::RoundedDose& dose) const {
  std::vector<const Value*> operands;
  const auto known = [&](model::ExprId expr) {
    operands.push_back(&value(expr));
    return known_number(value(expr));
  };
  const auto all_known = [&](const std::vector<model::ExprId>& exprs) {
    std::vector<Quantity> result;
    for (const auto expr : exprs) {
      if (const auto number = known(expr)) result.push_back(*number);
    }
    return result;
  };
  const auto amount = known(dose.dose);
  const auto step = known(dose.step);
  const auto at_least = all_known(dose.at_least);
  const auto at_most = all_known(dose.at_most);
  const bool lacks_limit = at_least.size() < dose.at_least.size() || at_most.size() < dose.at_most.size();
  if (!amount || !step || lacks_limit) return unknown_for_lack_of(operands);
  return rounded_dose(*amount, *step, dose.down, at_least, at_most);
}

}  // namespace waymark
