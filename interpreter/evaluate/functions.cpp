#include "interpreter/evaluate/functions.hpp"

#include <algorithm>
#include <limits>

#include "interpreter/evaluate/bounds.hpp"
#include "interpreter/evaluate/comparison.hpp"
#include "interpreter/evaluate/levels.hpp"
#include "interpreter/values/instant_range.hpp"
#include "interpreter/values/unknown.hpp"

namespace waymark {
namespace {

using Numbers = std::vector<Quantity>;

Value number_or(const std::optional<Decimal>& number, const UnitPtr& unit, UnknownReason reason) {
  return number ? exactly(Quantity{*number, unit}) : Value{unknown_because(reason)};
}

// Of pure numbers; a percentage counts as the number that it is.
std::optional<Decimal> pure(const Quantity& quantity) {
  const auto converted = convert(quantity, pure_unit());
  return converted ? std::optional{converted->number} : std::nullopt;
}

std::optional<int> places_of(const Quantity& quantity) {
  constexpr std::int64_t most_places = 10'000;  // beyond the exponents of decimal128 either way
  const auto places = quantity.number.to_integer();
  if (!places || *places < -most_places || *places > most_places) return std::nullopt;
  return static_cast<int>(*places);
}

// Without places it rounds to a whole number.
Value rounded(const Numbers& arguments) {
  const auto number = pure(arguments[0]);
  const auto places = arguments.size() > 1 ? places_of(arguments[1]) : 0;
  if (!number || !places) return unknown_because(UnknownReason::outside_domain);
  return number_or(round_to_places(*number, *places), pure_unit(), UnknownReason::overflow);
}

// The nearest multiple, in the unit of the step, in which it is exact.
Value nearest(const Quantity& value, const Quantity& step) {
  if (step.number.is_negative() || step.number.is_zero())
    return unknown_because(UnknownReason::outside_domain);
  const auto in_step_unit = convert(value, step.unit);
  if (!in_step_unit) return unknown_because(UnknownReason::overflow);
  return number_or(round_to_multiple(in_step_unit->number, step.number), step.unit, UnknownReason::overflow);
}

// Readings in other units may have no root of their own (`cm.m`): so it is taken in the square of the unit it
// is to have.
Value root(const Quantity& value, const UnitPtr& unit) {
  const auto in_square = convert(value, multiply(unit, unit));
  const auto number = in_square ? square_root(in_square->number) : std::nullopt;
  return number_or(number, unit, UnknownReason::outside_domain);
}

Value raised(const Numbers& arguments) {
  const auto base = pure(arguments[0]);
  const auto exponent = pure(arguments[1]);
  if (!base || !exponent) return unknown_because(UnknownReason::overflow);
  const bool undefined =
      (base->is_zero() && exponent->is_negative()) || (base->is_negative() && !exponent->is_whole());
  const auto reason = undefined ? UnknownReason::outside_domain : UnknownReason::overflow;
  return number_or(power(*base, *exponent), pure_unit(), reason);
}

using PureFunction = std::optional<Decimal> (*)(const Decimal&);

Value of_pure(const Quantity& argument, PureFunction function, UnknownReason reason) {
  const auto number = pure(argument);
  return number_or(number ? function(*number) : std::nullopt, pure_unit(), reason);
}

std::optional<Decimal> whole_below(const Decimal& value) { return floor(value); }
std::optional<Decimal> whole_above(const Decimal& value) { return ceiling(value); }

Value apply_known(model::Function function, const Numbers& arguments, const UnitPtr& unit) {
  switch (function) {
    case model::Function::round: return rounded(arguments);
    case model::Function::floor: return of_pure(arguments[0], whole_below, UnknownReason::overflow);
    case model::Function::ceiling: return of_pure(arguments[0], whole_above, UnknownReason::overflow);
    case model::Function::nearest: return nearest(arguments[0], arguments[1]);
    case model::Function::sqrt: return root(arguments[0], unit);
    case model::Function::pow: return raised(arguments);
    case model::Function::exp: return of_pure(arguments[0], exponential, UnknownReason::overflow);
    case model::Function::ln: return of_pure(arguments[0], natural_logarithm, UnknownReason::outside_domain);
    case model::Function::log10:
      return of_pure(arguments[0], decimal_logarithm, UnknownReason::outside_domain);
    case model::Function::min:
    case model::Function::max:
    case model::Function::absolute: break;  // these work on bounds
  }
  return unknown_because(UnknownReason::outside_domain);
}

// Of dates, or of moments: the first or the last of them, where something is known of all.
Value extreme_instant(bool least, const std::vector<const Value*>& values) {
  std::vector<Instant> lows, highs;
  for (const auto* value : values) {
    const auto ends = ends_of(*value);
    if (!ends) return unknown_for_lack_of(values);
    lows.push_back(ends->low);
    highs.push_back(ends->high);
  }
  const auto extreme = [least](const std::vector<Instant>& instants) {
    return least ? std::ranges::min(instants) : std::ranges::max(instants);
  };
  return between_instants(extreme(lows), extreme(highs));
}

}  // namespace

Value unknown_for_lack_of(const std::vector<const Value*>& arguments) {
  return Unknown{UnknownReason::from_operands,
                 std::ranges::any_of(arguments, [](const Value* argument) { return is_settled(*argument); })};
}

// Rounds the quotient of two quantities to a whole number of steps.
using Rounding = Decimal (*)(const Decimal&);

static Decimal half_away(const Decimal& value) { return round_to_places(value, 0).value_or(value); }

static std::optional<Quantity> multiple(const Quantity& value, const Quantity& step, Rounding rounding) {
  const auto in_step_unit = convert(value, step.unit);
  const auto count = in_step_unit ? divide(in_step_unit->number, step.number) : std::nullopt;
  const auto number = count ? multiply(rounding(*count), step.number) : std::nullopt;
  return number ? std::optional{Quantity{*number, step.unit}} : std::nullopt;
}

Value rounded_dose(const Quantity& dose, const Quantity& step, bool down,
                   const std::vector<Quantity>& at_least, const std::vector<Quantity>& at_most) {
  if (step.number.is_negative() || step.number.is_zero())
    return unknown_because(UnknownReason::outside_domain);
  const auto unrounded = convert(dose, step.unit);
  auto result = multiple(dose, step, down ? Rounding{floor} : half_away);
  for (const auto& most : at_most) {
    if (result && compare(*result, most) > 0) result = multiple(most, step, floor);
  }
  for (const auto& least : at_least) {
    if (result && compare(*result, least) < 0) result = multiple(least, step, ceiling);
  }
  if (!result || !unrounded) return unknown_because(UnknownReason::overflow);
  const bool exceeds =
      std::ranges::any_of(at_most, [&](const Quantity& most) { return compare(*result, most) > 0; });
  return exactly(exceeds || result->number.is_zero() ? *unrounded : *result);
}

Value extreme(model::Function function, const std::vector<const Value*>& values, const Type& type) {
  const bool is_least = function == model::Function::min;
  if (type.kind == TypeKind::date || type.kind == TypeKind::moment) return extreme_instant(is_least, values);
  if (is_level(type)) return is_least ? least_level(values, type) : greatest_level(values, type);
  return is_least ? least(values) : greatest(values);
}

Value apply_function(model::Function function, const std::vector<const Value*>& arguments, const Type& type) {
  if (function == model::Function::min || function == model::Function::max)
    return extreme(function, arguments, type);
  if (function == model::Function::absolute) return absolute(*arguments[0]);
  Numbers numbers;
  for (const auto* argument : arguments) {
    if (const auto number = known_number(*argument)) numbers.push_back(*number);
  }
  if (numbers.size() == arguments.size()) return apply_known(function, numbers, type.unit);
  return unknown_for_lack_of(arguments);
}

}  // namespace waymark
