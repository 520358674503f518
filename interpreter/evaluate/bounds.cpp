#include "interpreter/evaluate/bounds.hpp"

#include <algorithm>
#include <utility>

#include "interpreter/values/unknown.hpp"

namespace waymark {
namespace {

Bound low_of(const Value& value) {
  const auto* number = std::get_if<Number>(&value);
  return number ? number->low : std::nullopt;
}

Bound high_of(const Value& value) {
  const auto* number = std::get_if<Number>(&value);
  return number ? number->high : std::nullopt;
}

using BinaryOperation = std::optional<Quantity> (*)(const Quantity&, const Quantity&);

Bound combine(const Bound& a, const Bound& b, BinaryOperation operation) {
  return a && b ? operation(*a, *b) : std::nullopt;
}

Value from_quantity(const std::optional<Quantity>& quantity) {
  return quantity ? exactly(*quantity) : Value{unknown_because(UnknownReason::overflow)};
}

// `operation` never turns the order of numbers round.
template <typename Operation>
Value mapped(const Value& value, Operation operation) {
  const auto low = low_of(value);
  const auto high = high_of(value);
  return bounded(low ? operation(*low) : std::nullopt, high ? operation(*high) : std::nullopt, {&value});
}

// A product or quotient with a factor of this sign: a negative one makes the low end the high one.
template <typename Operation>
Value scaled(const Value& value, bool negative, Operation operation) {
  auto low = low_of(value);
  auto high = high_of(value);
  if (negative) std::swap(low, high);
  return bounded(low ? operation(*low) : std::nullopt, high ? operation(*high) : std::nullopt, {&value});
}

Value product(const Value& left, const Value& right) {
  const auto a = known_number(left);
  const auto b = known_number(right);
  if (a && b) return from_quantity(multiply(*a, *b));
  if (b) return scaled(left, b->number.is_negative(), [&](const Quantity& end) { return multiply(end, *b); });
  if (a)
    return scaled(right, a->number.is_negative(), [&](const Quantity& end) { return multiply(*a, end); });
  return unknown_from_any({&left, &right});
}

Value quotient(const Value& left, const Value& right) {
  const auto divisor = known_number(right);
  if (!divisor) return unknown_from_any({&left, &right});
  if (divisor->number.is_zero()) return unknown_because(UnknownReason::division_by_zero);
  return scaled(left, divisor->number.is_negative(),
                [&](const Quantity& end) { return divide(end, *divisor); });
}

bool less(const Quantity& a, const Quantity& b) { return compare(a, b) < 0; }

Bound smaller(const Bound& a, const Bound& b) { return less(*b, *a) ? b : a; }
Bound larger(const Bound& a, const Bound& b) { return less(*a, *b) ? b : a; }

using Selection = Bound (*)(const Bound&, const Bound&);
using End = Bound (*)(const Value&);

// The extreme of those ends that are there.
Bound extreme_of_any(const std::vector<const Value*>& values, End end, Selection select) {
  Bound result;
  for (const auto* value : values) {
    const auto next = end(*value);
    if (next) result = result ? select(result, next) : next;
  }
  return result;
}

// The extreme of the ends, where all are there.
Bound extreme_of_all(const std::vector<const Value*>& values, End end, Selection select) {
  const auto has_end = [&](const Value* value) { return end(*value).has_value(); };
  return std::ranges::all_of(values, has_end) ? extreme_of_any(values, end, select) : std::nullopt;
}

Value bounded_by_all(Bound low, Bound high, const std::vector<const Value*>& operands) {
  if (low || high) return Number{std::move(low), std::move(high)};
  return unknown_from_all(operands);
}

}  // namespace

Value exactly(const Quantity& quantity) { return Number{quantity, quantity}; }

Value bounded(Bound low, Bound high, std::initializer_list<const Value*> operands) {
  if (low || high) return Number{std::move(low), std::move(high)};
  const auto is_known_operand = [](const Value* value) { return is_known(*value); };
  if (std::ranges::all_of(operands, is_known_operand)) return unknown_because(UnknownReason::overflow);
  return unknown_from_any(operands);
}

Value arithmetic(ast::ArithmeticOperator op, const Value& left, const Value& right) {
  switch (op) {
    case ast::ArithmeticOperator::add:
      return bounded(combine(low_of(left), low_of(right), add), combine(high_of(left), high_of(right), add),
                     {&left, &right});
    case ast::ArithmeticOperator::subtract:
      return bounded(combine(low_of(left), high_of(right), subtract),
                     combine(high_of(left), low_of(right), subtract), {&left, &right});
    case ast::ArithmeticOperator::multiply: return product(left, right);
    case ast::ArithmeticOperator::divide: break;
  }
  return quotient(left, right);
}

Value negated(const Value& value) {
  const auto negative = [](const Quantity& end) { return Bound{negate(end)}; };
  return scaled(value, true, negative);
}

Value absolute(const Value& value) {
  const auto low = low_of(value);
  const auto high = high_of(value);
  if (low && !low->number.is_negative()) return value;
  if (high && (high->number.is_negative() || high->number.is_zero())) return negated(value);
  const auto* number = std::get_if<Number>(&value);
  if (!number) return unknown_from_any({&value});
  const auto unit = low ? low->unit : high->unit;
  return Number{Quantity{Decimal{0}, unit}, low && high ? larger(Bound{negate(*low)}, high) : std::nullopt};
}

Value converted(const Value& value, const UnitPtr& unit) {
  return mapped(value, [&](const Quantity& end) { return convert(end, unit); });
}

Value exchanged(const Value& value, const UnitPtr& unit, const Substance& substance) {
  return mapped(value, [&](const Quantity& end) { return exchange(end, unit, substance); });
}

Value least(const std::vector<const Value*>& values) {
  return bounded_by_all(extreme_of_all(values, low_of, smaller), extreme_of_any(values, high_of, smaller),
                        values);
}

Value greatest(const std::vector<const Value*>& values) {
  return bounded_by_all(extreme_of_any(values, low_of, larger), extreme_of_all(values, high_of, larger),
                        values);
}

Value hull(const std::vector<const Value*>& values) {
  return bounded_by_all(extreme_of_all(values, low_of, smaller), extreme_of_all(values, high_of, larger),
                        values);
}

}  // namespace waymark
