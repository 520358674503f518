#include <algorithm>

#include <fmt/format.h>

#include "interpreter/evaluate/evaluator.hpp"
#include "interpreter/prove/encoding.hpp"

namespace waymark::prove {
namespace {

// The ends as plain numbers, without the zero point of their scale.
z3::expr without_zero(const NumberTerm& number, const z3::expr& end) {
  return number.zero == 0 ? end : end - real(end.ctx(), number.zero);
}

// A number times a constant; a negative one makes the low end the high one.
NumberTerm scaled(z3::context& context, const NumberTerm& number, const Rational& factor) {
  const auto by = real(context, factor);
  NumberTerm result{number.has_low, without_zero(number, number.low) * by, number.has_high,
                    without_zero(number, number.high) * by};
  result.divisor = number.divisor;
  result.rounded = number.rounded;
  result.digits = number.digits;
  if (number.constant) result.constant = (*number.constant - number.zero) * factor;
  if (result.constant) result.low = result.high = real(context, *result.constant);
  if (factor < 0) {
    std::swap(result.low, result.high);
    std::swap(result.has_low, result.has_high);
  }
  return result;
}

// A product with it has the same digits.
bool is_power_of_ten(Rational value) {
  value = abs(value);
  if (value == 0 || !has_end(value)) return false;
  mpz_class digits = value.get_num() > 1 ? value.get_num() : value.get_den();
  while (mpz_divisible_ui_p(digits.get_mpz_t(), 10) != 0) digits /= 10;
  return digits == 1 && (value.get_num() == 1 || value.get_den() == 1);
}

// Wide enough for a thousand roundings to the 34th digit one after the other.
Rational widest_rounding() { return {1, power_of_ten(30)}; }

// When one number is what the other may have been rounded to.
z3::expr is_near(const z3::expr& rounded, const z3::expr& exact) {
  auto& context = exact.ctx();
  const auto toward_zero = exact * real(context, Rational{1 - widest_rounding()});
  const auto from_zero = exact * real(context, Rational{1 + widest_rounding()});
  return z3::ite(exact >= 0, rounded >= toward_zero && rounded <= from_zero,
                 rounded <= toward_zero && rounded >= from_zero);
}

}  // namespace

NumberTerm Encoding::opaque_number(model::ExprId named, const z3::expr& known,
                                   const z3::expr& bounded) const {
  encoder_.mark_opaque(expr_);
  auto& space = encoder_.space();
  const auto name = [&](const char* part) { return fmt::format("{}.{}", encoder_.open_name(named), part); };
  const auto end = [&](const char* has) {
    return either(known, both(bounded, space.opaque_truth(name(has))));
  };
  NumberTerm result{end("has_low"), space.opaque_real(name("low")), end("has_high"),
                    space.opaque_real(name("high"))};
  result.zero = encoder_.model()[named].type.unit->offset;
  result.digits = most_digits;
  space.require_of_open(either(negation(known), result.low == result.high));
  space.require_of_open(either(negation(both(result.has_low, result.has_high)), result.low <= result.high));
  if (const auto range = range_of(named)) {
    space.require_of_open(either(negation(result.has_low), result.low >= real(context(), range->low)));
    space.require_of_open(either(negation(result.has_high), result.high <= real(context(), range->high)));
  }
  return result;
}

std::optional<NumberRange> Encoding::range_of(model::ExprId expr) const {
  return encoder_.rests_on_replaced(expr) ? std::nullopt : number_range(encoder_.model(), expr);
}

NumberTerm Encoding::plain(model::ExprId operand) const {
  const auto number = this->number(operand);
  if (number.divisor)
    return opaque_number(operand, is_known(context(), number), either(number.has_low, number.has_high));
  return number.rounded ? nearest_decimal(operand, "rounded", number) : number;
}

NumberTerm Encoding::comparable(model::ExprId operand) const {
  const auto number = this->number(operand);
  return number.divisor ? plain(operand) : number;
}

// More digits than a decimal has are rounded; so is what has as many already, as nobody counts its digits.
NumberTerm Encoding::with_digits(NumberTerm result, int digits) const {
  result.digits = std::min(digits, most_digits);
  if (result.constant || digits < most_digits) return result;
  if (!result.divisor) return nearest_decimal(expr_, "result", result);
  result.rounded = true;
  return result;
}

// Somewhere near the exact number, and the same wherever that is the same.
NumberTerm Encoding::nearest_decimal(model::ExprId named, std::string_view what,
                                     const NumberTerm& exact) const {
  encoder_.mark_opaque(expr_);
  auto& space = encoder_.space();
  const auto name = [&](const char* end) {
    return fmt::format("{}.{}_{}", encoder_.open_name(named), what, end);
  };
  auto result = exact;
  result.rounded = false;
  result.digits = most_digits;
  result.low = space.opaque_real(name("low"));
  result.high = space.opaque_real(name("high"));
  if (z3::eq(exact.low, exact.high)) result.high = result.low;
  space.require_of_open(is_near(result.low, exact.low));
  if (z3::eq(exact.low, exact.high)) return result;
  space.require_of_open(is_near(result.high, exact.high));
  space.require_of_open(z3::implies(exact.low <= exact.high, result.low <= result.high));
  space.require_of_open(z3::implies(exact.low == exact.high, result.low == result.high));
  return result;
}

std::optional<NumberTerm> Encoding::computed_constant() const {
  const auto& model = encoder_.model();
  for (const auto operand : model::operands(model[expr_].operation)) {
    if (!number(operand).constant) return std::nullopt;
  }
  const auto nobody = empty_patient(model);
  const auto value = Evaluator{model, nobody, Moment{}}.value(expr_);
  const auto quantity = known_number(value);
  if (!quantity) return unknown_number(context());
  auto result = constant_number(context(), in_base_units(*quantity), quantity->unit->offset);
  result.digits = significant_digits(quantity->number.to_rational());
  return result;
}

Term Encoding::operator()(const model::Negate& negate) const {
  const auto& operand = term(negate.operand);
  if (const auto* elapsed = std::get_if<ElapsedTerm>(&operand))
    return ElapsedTerm{elapsed->known, elapsed->to, elapsed->from};
  return on_scale(scaled(context(), number_of(context(), operand), -1));
}

// A product counts from the zero point; where a scale has one of its own, the result stands on it again.
NumberTerm Encoding::on_scale(NumberTerm number) const {
  const auto& zero = type_.unit->offset;
  if (zero == 0 || number.zero == zero) return number;
  const auto from_base = real(context(), zero);
  const auto shift = number.divisor ? from_base * *number.divisor : from_base;
  number.low = number.low + shift;
  number.high = number.high + shift;
  number.zero = zero;
  if (number.constant) *number.constant += zero;
  return number;
}

Term Encoding::operator()(const model::Arithmetic& arithmetic) const {
  if (const auto constant = computed_constant()) return *constant;
  using enum ast::ArithmeticOperator;
  if (arithmetic.op == add || arithmetic.op == subtract) {
    const auto left = plain(arithmetic.left);
    const auto right = plain(arithmetic.right);
    return with_digits(arithmetic.op == add ? sum(left, right) : difference(left, right),
                       std::max(left.digits, right.digits) + 1);
  }
  const bool multiplies = arithmetic.op == multiply;
  auto result =
      multiplies ? product(arithmetic.left, arithmetic.right) : quotient(arithmetic.left, arithmetic.right);
  result.rounded |= takes_off_a_unit_inexactly(arithmetic, multiplies);
  return on_scale(std::move(result));
}

// `20 min / 1 h` is 20 in `min/h` at first.
bool Encoding::takes_off_a_unit_inexactly(const model::Arithmetic& arithmetic, bool multiplies) const {
  const auto& left = encoder_.model()[arithmetic.left].type.unit;
  const auto& right = encoder_.model()[arithmetic.right].type.unit;
  if (!left || !right || !type_.unit || !is_pure(*type_.unit)) return false;
  return !has_end(multiplies ? Rational{left->scale * right->scale} : Rational{left->scale / right->scale});
}

// A constant as its number is written, whatever its unit is.
std::optional<Rational> Encoding::written_constant(model::ExprId operand) const {
  const auto term = number(operand);
  if (!term.constant) return std::nullopt;
  return Rational{(*term.constant - term.zero) / encoder_.model()[operand].type.unit->scale};
}

// What is already rounded is so once more in a product, unless its digits stay the same.
NumberTerm Encoding::times_constant(model::ExprId operand, const NumberTerm& constant,
                                    const Rational& written, const Rational& base) const {
  auto factor = number(operand);
  if (is_power_of_ten(written)) return scaled(context(), factor, base);
  if (factor.rounded && !factor.divisor) factor = plain(operand);
  auto result = scaled(context(), factor, base);
  result.rounded |= factor.divisor || !has_end(written);
  const bool has_few = factor.digits < most_digits && constant.digits < most_digits;
  if (has_few && !has_end(written)) return result;
  return with_digits(std::move(result), factor.digits + significant_digits(written));
}

NumberTerm Encoding::sum(const NumberTerm& a, const NumberTerm& b) const {
  return {both(a.has_low, b.has_low), a.low + without_zero(b, b.low), both(a.has_high, b.has_high),
          a.high + without_zero(b, b.high), a.zero};
}

// A reading of a scale with a zero point is taken off as a reading, any other quantity as a difference.
NumberTerm Encoding::difference(const NumberTerm& a, const NumberTerm& b) const {
  const auto taken = [&](const z3::expr& end) { return b.zero == 0 ? end : end - real(context(), a.zero); };
  return {both(a.has_low, b.has_high), a.low - taken(b.high), both(a.has_high, b.has_low),
          a.high - taken(b.low), a.zero};
}

NumberTerm Encoding::product(model::ExprId left, model::ExprId right) const {
  const auto a = number(left);
  const auto b = number(right);
  if (b.constant) return times_constant(left, b, *written_constant(right), *b.constant - b.zero);
  if (a.constant) return times_constant(right, a, *written_constant(left), *a.constant - a.zero);
  if (const auto chosen = product_with_choice(left, right)) return *chosen;
  if (const auto chosen = product_with_choice(right, left)) return *chosen;
  const auto a_known = is_known(context(), a);
  const auto b_known = is_known(context(), b);
  return opaque_number(expr_, both(a_known, b_known), either(a_known, b_known));
}

// Over a divisor that differs between patients the ends stay numerators.
NumberTerm Encoding::quotient(model::ExprId left, model::ExprId right) const {
  if (const auto written = written_constant(right)) {
    if (*written == 0) return unknown_number(context());
    const auto constant = number(right);
    return times_constant(left, constant, 1 / *written, 1 / Rational{*constant.constant - constant.zero});
  }
  const auto known_a = number(left);
  const auto known_b = number(right);
  const auto a = known_a.rounded && !known_a.divisor ? plain(left) : known_a;
  const auto b = known_b.rounded && !known_b.divisor ? plain(right) : known_b;
  const auto divisor = without_zero(b, b.low);
  const auto defined = both(is_known(context(), b), divisor != 0);
  if (a.divisor || b.divisor)
    return opaque_number(expr_, both(is_known(context(), a), defined),
                         both(is_known(context(), b), either(a.has_low, a.has_high)));
  const auto positive = divisor > 0;
  const auto low = without_zero(a, a.low);
  const auto high = without_zero(a, a.high);
  NumberTerm result{
      both(defined, z3::ite(positive, a.has_low, a.has_high)), if_then_else(positive, low, high),
      both(defined, z3::ite(positive, a.has_high, a.has_low)), if_then_else(positive, high, low)};
  result.divisor = divisor;
  result.digits = most_digits;
  result.rounded = std::max(a.digits, b.digits) >= most_digits;
  return result;
}

NumberTerm Encoding::clock_count(const ElapsedTerm& elapsed) const {
  auto result = number_where(elapsed.known, seconds_between(elapsed), 0);
  result.digits = digits_of_elapsed;
  return result;
}

Term Encoding::operator()(const model::Conversion& conversion) const {
  const auto& operand = term(conversion.operand);
  const auto* elapsed = std::get_if<ElapsedTerm>(&operand);
  if (!elapsed) {
    if (const auto constant = computed_constant()) return *constant;  // rounded as it is for every patient
    auto result = number_of(context(), operand);
    const auto& from = encoder_.model()[conversion.operand].type.unit;
    if (same_unit(*from, *conversion.unit)) return result;
    if (result.rounded && !result.divisor) result = plain(conversion.operand);
    result.zero = conversion.unit->offset;
    const Rational factor = from->scale / conversion.unit->scale;
    result.rounded |= !has_end(factor) || (result.divisor && !is_power_of_ten(factor));
    return result.digits < most_digits || is_power_of_ten(factor) ? result : with_digits(result, most_digits);
  }
  if (!counts_months(*conversion.unit)) return clock_count(*elapsed);
  const auto months = whole_months(encoder_.space().calendar(), *elapsed);
  const auto& scale = conversion.unit->scale;
  if (scale == 1) return number_where(elapsed->known, as_real(months), 0);
  const auto ratio = as_real(months) / real(context(), scale);
  const auto count = z3::ite(months >= 0, floor_of(ratio), -floor_of(-ratio));
  return number_where(elapsed->known, as_real(count) * real(context(), scale), 0);
}

Term Encoding::operator()(const model::SubstanceConversion& conversion) const {
  if (const auto constant = computed_constant()) return *constant;
  const auto operand = plain(conversion.operand);
  const auto& from = encoder_.model()[conversion.operand].type.unit;
  const auto factor = exchange_factor(*from, *conversion.unit, conversion.substance);
  if (!factor) return unknown_number(context());
  auto result = scaled(context(), operand, *factor);
  result.rounded = !has_end(*factor * from->scale / conversion.unit->scale);
  return operand.digits < most_digits ? result : with_digits(result, most_digits);
}

Term Encoding::operator()(const model::PointsOf& points) const {
  const auto* member = std::get_if<MemberTerm>(&term(points.operand));
  const auto& members = encoder_.model()[points.operand].type.members;
  if (!member || !members) return unknown_number(context());
  std::vector<std::pair<z3::expr, Term>> candidates;
  for (std::size_t i = 0; i < members->members.size(); ++i) {
    const auto& each = members->members[i].points;
    if (each) candidates.emplace_back(can_be(*member, i), constant_number(context(), each->to_rational(), 0));
  }
  auto result = hull(candidates);
  result.has_low = both(member->has_bounds, result.has_low);
  result.has_high = both(member->has_bounds, result.has_high);
  return result;
}

}  // namespace waymark::prove
