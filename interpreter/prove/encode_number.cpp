#include <algorithm>

#include <fmt/format.h>

#include "interpreter/evaluator.hpp"
#include "interpreter/prove/encoding.hpp"

namespace waymark::prove {
namespace {

bool counts_months(const Unit& unit) { return unit.dimension.contains("calendar"); }

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
  if (number.constant) result.constant = (*number.constant - number.zero) * factor;
  if (result.constant) result.low = result.high = real(context, *result.constant);
  if (factor < 0) {
    std::swap(result.low, result.high);
    std::swap(result.has_low, result.has_high);
  }
  return result;
}

// Whether a decimal writes it.
bool has_end(const Rational& value) {
  mpz_class rest = value.get_den();
  for (const unsigned long prime : {2UL, 5UL})
    while (mpz_divisible_ui_p(rest.get_mpz_t(), prime) != 0) rest /= prime;
  return rest == 1;
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
Rational widest_rounding() {
  mpz_class power;
  mpz_ui_pow_ui(power.get_mpz_t(), 10, 30);
  return {1, power};
}

// When one number is what the other may have been rounded to.
z3::expr is_near(const z3::expr& rounded, const z3::expr& exact) {
  auto& context = exact.ctx();
  const auto toward_zero = exact * real(context, Rational{1 - widest_rounding()});
  const auto from_zero = exact * real(context, Rational{1 + widest_rounding()});
  return z3::ite(exact >= 0, rounded >= toward_zero && rounded <= from_zero,
                 rounded <= toward_zero && rounded >= from_zero);
}

// What takes off the fraction does so away from zero where it is half.
z3::expr round_half_away(const z3::expr& value) {
  const auto half = real(value.ctx(), Rational{1, 2});
  return z3::ite(value >= 0, as_real(floor_of(value + half)), -as_real(floor_of(half - value)));
}

std::optional<Rational> power_of_ten(const Rational& places) {
  if (places.get_den() != 1 || abs(places) > 1000) return std::nullopt;
  mpz_class power;
  mpz_ui_pow_ui(power.get_mpz_t(), 10, static_cast<unsigned long>(std::labs(places.get_num().get_si())));
  return places < 0 ? Rational{power} : Rational{1} / Rational{power};
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
  space.require(either(negation(known), result.low == result.high));
  return result;
}

NumberTerm Encoding::plain(model::ExprId operand) const {
  const auto number = this->number(operand);
  if (number.divisor)
    return opaque_number(operand, is_known(context(), number), either(number.has_low, number.has_high));
  return number.rounded ? nearest_decimal(operand, number) : number;
}

// Somewhere near the exact number, and the same wherever that is the same.
NumberTerm Encoding::nearest_decimal(model::ExprId operand, const NumberTerm& exact) const {
  encoder_.mark_opaque(expr_);
  auto& space = encoder_.space();
  const auto name = [&](const char* end) {
    return fmt::format("{}.rounded_{}", encoder_.open_name(operand), end);
  };
  auto result = exact;
  result.rounded = false;
  result.low = space.opaque_real(name("low"));
  result.high = space.opaque_real(name("high"));
  space.require(is_near(result.low, exact.low));
  space.require(is_near(result.high, exact.high));
  space.require(z3::implies(exact.low <= exact.high, result.low <= result.high));
  space.require(z3::implies(exact.low == exact.high, result.low == result.high));
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
  return constant_number(context(), in_base_units(*quantity), quantity->unit->offset);
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
  switch (arithmetic.op) {
    case ast::ArithmeticOperator::add: return sum(plain(arithmetic.left), plain(arithmetic.right));
    case ast::ArithmeticOperator::subtract:
      return difference(plain(arithmetic.left), plain(arithmetic.right));
    case ast::ArithmeticOperator::multiply:
    case ast::ArithmeticOperator::divide: break;
  }
  const bool multiplies = arithmetic.op == ast::ArithmeticOperator::multiply;
  auto result = multiplies ? product(arithmetic.left, arithmetic.right)
                           : quotient(arithmetic.left, arithmetic.right);
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
NumberTerm Encoding::times_constant(model::ExprId operand, const Rational& written,
                                    const Rational& base) const {
  auto factor = number(operand);
  const bool same_digits = is_power_of_ten(written);
  if (factor.rounded && !factor.divisor && !same_digits) factor = plain(operand);
  auto result = scaled(context(), factor, base);
  result.rounded |= !same_digits && (factor.divisor || !has_end(written));
  return result;
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
  if (b.constant) return times_constant(left, *written_constant(right), *b.constant - b.zero);
  if (a.constant) return times_constant(right, *written_constant(left), *a.constant - a.zero);
  const auto a_known = is_known(context(), a);
  const auto b_known = is_known(context(), b);
  return opaque_number(expr_, both(a_known, b_known), either(a_known, b_known));
}

// Over a divisor that differs between patients the ends stay numerators.
NumberTerm Encoding::quotient(model::ExprId left, model::ExprId right) const {
  if (const auto written = written_constant(right)) {
    if (*written == 0) return unknown_number(context());
    const auto constant = number(right);
    return times_constant(left, 1 / *written, 1 / Rational{*constant.constant - constant.zero});
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
  return {both(defined, z3::ite(positive, a.has_low, a.has_high)),
          if_then_else(positive, low, high),
          both(defined, z3::ite(positive, a.has_high, a.has_low)),
          if_then_else(positive, high, low),
          0,
          std::nullopt,
          divisor};
}

// The zero point of a scale counts: -5 Cel is negative.
NumberTerm Encoding::absolute(const NumberTerm& number) const {
  const auto zero = real(context(), number.zero);
  const auto not_negative = both(number.has_low, number.low >= zero);
  const auto not_positive = both(number.has_high, number.high <= zero);
  const auto mirrored_low = zero + zero - number.low;
  const auto mirrored_high = zero + zero - number.high;
  const auto ends = both(number.has_low, number.has_high);
  const auto larger = z3::ite(mirrored_low > number.high, mirrored_low, number.high);
  const auto low = if_then_else(not_negative, number.low, if_then_else(not_positive, mirrored_high, zero));
  const auto high = if_then_else(not_negative, number.high, if_then_else(not_positive, mirrored_low, larger));
  return {if_then_else(not_negative, number.has_low,
                       if_then_else(not_positive, number.has_high, either(number.has_low, number.has_high))),
          low, if_then_else(not_negative, number.has_high, if_then_else(not_positive, number.has_low, ends)),
          high, number.zero};
}

// Of `min` the high end is the least of those that are there, the low one the least where all are; of `max`
// the other way round.
NumberTerm Encoding::extreme(const std::vector<NumberTerm>& numbers, bool least) const {
  auto result = numbers.front();
  result.constant.reset();
  for (std::size_t i = 1; i < numbers.size(); ++i) {
    const auto& next = numbers[i];
    const auto before = [&](const z3::expr& a, const z3::expr& b) { return least ? a < b : a > b; };
    auto& all_have = least ? result.has_low : result.has_high;
    auto& end_of_all = least ? result.low : result.high;
    auto& any_has = least ? result.has_high : result.has_low;
    auto& end_of_any = least ? result.high : result.low;
    const auto& next_all = least ? next.has_low : next.has_high;
    const auto& next_end_of_all = least ? next.low : next.high;
    const auto& next_any = least ? next.has_high : next.has_low;
    const auto& next_end_of_any = least ? next.high : next.low;
    end_of_all = z3::ite(before(next_end_of_all, end_of_all), next_end_of_all, end_of_all);
    all_have = both(all_have, next_all);
    const auto takes = both(next_any, either(negation(any_has), before(next_end_of_any, end_of_any)));
    end_of_any = if_then_else(takes, next_end_of_any, end_of_any);
    any_has = either(any_has, next_any);
  }
  return result;
}

Term Encoding::operator()(const model::Conversion& conversion) const {
  const auto& operand = term(conversion.operand);
  const auto* elapsed = std::get_if<ElapsedTerm>(&operand);
  if (!elapsed) {
    if (const auto constant = computed_constant()) return *constant;  // rounded as it is for every patient
    auto result = number_of(context(), operand);
    result.zero = conversion.unit->offset;
    const auto& from = encoder_.model()[conversion.operand].type.unit;
    result.rounded |= !has_end(from->scale / conversion.unit->scale);
    return result;
  }
  if (!counts_months(*conversion.unit))
    return number_where(elapsed->known, as_real(seconds_between(*elapsed)), 0);
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
  return factor ? Term{scaled(context(), operand, *factor)} : Term{unknown_number(context())};
}

Term Encoding::operator()(const model::PointsOf& points) const {
  const auto* member = std::get_if<MemberTerm>(&term(points.operand));
  const auto& members = encoder_.model()[points.operand].type.members;
  if (!member || !members) return unknown_number(context());
  auto known = no();
  auto value = real(context(), 0);
  for (std::size_t i = 0; i < members->members.size(); ++i) {
    if (!members->members[i].points) continue;
    const auto is_this = member->index == static_cast<int>(i);
    known = either(known, is_this);
    value = z3::ite(is_this, real(context(), members->members[i].points->to_rational()), value);
  }
  return number_where(both(member->known, known), value, 0);
}

// `step` is a constant of the argument's dimension.
NumberTerm Encoding::rounded(const NumberTerm& number, const NumberTerm& step,
                             model::Function function) const {
  const Rational size = *step.constant - step.zero;
  if (size <= 0) return unknown_number(context());
  const auto zero = real(context(), step.zero);
  const auto count = (number.low - zero) / real(context(), size);
  const auto steps = function == model::Function::floor     ? as_real(floor_of(count))
                     : function == model::Function::ceiling ? -as_real(floor_of(-count))
                                                            : round_half_away(count);
  return number_where(is_known(context(), number), steps * real(context(), size) + zero, step.zero);
}

Term Encoding::operator()(const model::Call& call) const {
  if (const auto constant = computed_constant()) return *constant;
  std::vector<NumberTerm> arguments;
  for (const auto argument : call.arguments) arguments.push_back(plain(argument));
  std::vector<z3::expr> known;
  for (const auto& argument : arguments) known.push_back(is_known(context(), argument));
  const auto one = constant_number(context(), 1, 0);
  switch (call.function) {
    case model::Function::min: return extreme(arguments, true);
    case model::Function::max: return extreme(arguments, false);
    case model::Function::absolute: return absolute(arguments[0]);
    case model::Function::floor:
    case model::Function::ceiling: return rounded(arguments[0], one, call.function);
    case model::Function::round: {
      if (arguments.size() == 1) return rounded(arguments[0], one, call.function);
      const auto step = arguments[1].constant ? power_of_ten(*arguments[1].constant) : std::nullopt;
      if (step) return rounded(arguments[0], constant_number(context(), *step, 0), call.function);
      break;
    }
    case model::Function::nearest:
      if (arguments[1].constant) return rounded(arguments[0], arguments[1], call.function);
      break;
    case model::Function::sqrt:
    case model::Function::pow:
    case model::Function::exp:
    case model::Function::ln:
    case model::Function::log10: break;
  }
  const auto all_known = all_of(context(), known);
  const auto name = fmt::format("{}.defined", encoder_.open_name(expr_));
  return opaque_number(expr_, both(all_known, encoder_.space().opaque_truth(name)), no());
}

}  // namespace waymark::prove
