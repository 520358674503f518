#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "interpreter/evaluate/levels.hpp"
#include "interpreter/prove/encoding.hpp"

namespace waymark::prove {
namespace {

// What is rounded to finer steps may have been rounded before.
Rational finest_step() { return {1, 1'000'000'000'000'000}; }

// What takes off the fraction does so away from zero where it is half.
z3::expr round_half_away(const z3::expr& value) {
  const auto half = real(value.ctx(), Rational{1, 2});
  return z3::ite(value >= 0, as_real(floor_of(value + half)), -as_real(floor_of(half - value)));
}

// The distance between numbers of so many places; nullopt where `places` is no number of places.
std::optional<Rational> step_of_places(const Rational& places) {
  if (places.get_den() != 1 || abs(places) > 1000) return std::nullopt;
  const Rational power{power_of_ten(static_cast<unsigned long>(std::labs(places.get_num().get_si())))};
  return places < 0 ? power : Rational{1} / power;
}

}  // namespace

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
  NumberTerm result{
      if_then_else(not_negative, number.has_low,
                   if_then_else(not_positive, number.has_high, either(number.has_low, number.has_high))),
      low, if_then_else(not_negative, number.has_high, if_then_else(not_positive, number.has_low, ends)),
      high, number.zero};
  result.rounded = number.rounded;
  result.digits = number.digits;
  return result;
}

// Of `min` the high end is the least of those that are there, the low one the least where all are; of `max`
// the other way round.
NumberTerm Encoding::extreme(const std::vector<NumberTerm>& numbers, bool least) const {
  auto result = numbers.front();
  result.constant.reset();
  for (std::size_t i = 1; i < numbers.size(); ++i) {
    const auto& next = numbers[i];
    result.rounded |= next.rounded;
    result.digits = std::max(result.digits, next.digits);
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
  auto result = number_where(is_known(context(), number), steps * real(context(), size) + zero, step.zero);
  result.digits = std::max(digits_of_reading, step.digits);
  return result;
}

// Of dates, or of moments, where all are known.
Term Encoding::extreme_instant(const model::Call& call) const {
  std::vector<z3::expr> known;
  Term result = term(call.arguments.front());
  for (const auto argument : call.arguments) {
    const auto* next = std::get_if<TimeTerm>(&term(argument));
    const auto* best = std::get_if<TimeTerm>(&result);
    if (!next || !best) return UnknownTerm{};
    known.push_back(next->known);
    const bool least = call.function == model::Function::min;
    const auto order = least ? order_of_instants(next->instant, best->instant)
                             : order_of_instants(best->instant, next->instant);
    result = choice(context(), order.less, *next, *best);
  }
  std::get<TimeTerm>(result).known = all_of(context(), known);
  return result;
}

// Of levels the lowest or highest one that each can still be.
Term Encoding::extreme_level(const model::Call& call) const {
  const bool least = call.function == model::Function::min;
  std::vector<std::pair<z3::expr, z3::expr>> lows, highs;
  for (const auto argument : call.arguments) {
    const auto next = possible_levels(term(argument));
    lows.emplace_back(yes(), next.low);
    highs.emplace_back(yes(), next.high);
  }
  return with_level_bounds(yes(), {yes(), extreme_level(lows, least), extreme_level(highs, least)});
}

Term Encoding::operator()(const model::Call& call) const {
  if (type_.kind == TypeKind::date || type_.kind == TypeKind::moment) return extreme_instant(call);
  if (is_level(type_)) return extreme_level(call);
  if (const auto constant = computed_constant()) return *constant;
  std::vector<NumberTerm> arguments;
  for (const auto argument : call.arguments) arguments.push_back(comparable(argument));
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
      const auto step = arguments[1].constant ? step_of_places(*arguments[1].constant) : std::nullopt;
      if (step && *step >= finest_step())
        return rounded(arguments[0], constant_number(context(), *step, 0), call.function);
      break;
    }
    case model::Function::nearest:
      if (arguments[1].constant && arguments[1].digits < most_digits)
        return rounded(arguments[0], arguments[1], call.function);
      break;
    case model::Function::sqrt:
    case model::Function::pow:
    case model::Function::exp:
    case model::Function::ln:
    case model::Function::log10: break;
  }
  const auto all_known = all_of(context(), known);
  if (range_of(expr_)) return opaque_number(expr_, all_known, no());  // it is defined all over
  const auto name = fmt::format("{}.defined", encoder_.open_name(expr_));
  return opaque_number(expr_, both(all_known, encoder_.space().opaque_truth(name)), no());
}

// What would come to nothing, or has no multiple within its limits, stays as it is.
Term Encoding::operator()(const model::RoundedDose& dose) const {
  const auto exact = comparable(dose.dose);
  const auto step = number(dose.step);
  auto known = both(is_known(context(), exact), is_known(context(), step));
  std::vector<NumberTerm> at_least, at_most;
  for (const auto limit : dose.at_least) at_least.push_back(comparable(limit));
  for (const auto limit : dose.at_most) at_most.push_back(comparable(limit));
  for (const auto* limits : {&at_least, &at_most})
    for (const auto& limit : *limits) known = both(known, is_known(context(), limit));
  const bool is_linear = step.constant && *step.constant > 0 && step.digits < most_digits;
  if (!is_linear) return opaque_number(expr_, known, no());
  auto result = rounded(exact, step, dose.down ? model::Function::floor : model::Function::nearest).low;
  for (const auto& most : at_most)
    result = if_then_else(result > most.low, rounded(most, step, model::Function::floor).low, result);
  for (const auto& least : at_least)
    result = if_then_else(result < least.low, rounded(least, step, model::Function::ceiling).low, result);
  auto stays = result == 0;
  for (const auto& most : at_most) stays = either(stays, result > most.low);
  auto given = number_where(known, if_then_else(stays, exact.low, result), 0);
  given.digits = std::max({digits_of_reading, step.digits, exact.digits});
  given.rounded = exact.rounded;
  return given;
}

}  // namespace waymark::prove
