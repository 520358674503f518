#include "lang/quantity.hpp"

#include <cstdlib>

namespace waymark {
namespace {

void expect(bool holds) {
  if (!holds) std::abort();
}

bool same_unit(const Quantity& a, const Quantity& b) {
  return a.unit == b.unit || same_unit(*a.unit, *b.unit);
}

// The size in the coherent base units of the dimension.
Rational in_base_units(const Quantity& value) {
  return value.number.to_rational() * value.unit->scale + value.unit->offset;
}

Rational number_in(const Quantity& value, const Unit& unit) {
  expect(same_dimension(*value.unit, unit));
  return (in_base_units(value) - unit.offset) / unit.scale;
}

// What adding `value` adds to a number in `unit`: the zero points of scales such as Celsius play no part.
Rational difference_in(const Quantity& value, const Unit& unit) {
  expect(same_dimension(*value.unit, unit));
  return value.number.to_rational() * value.unit->scale / unit.scale;
}

std::optional<Quantity> with_unit(const std::optional<Decimal>& number, const UnitPtr& unit) {
  if (!number) return std::nullopt;
  return Quantity{*number, unit};
}

// A number of `unit`; in `other` where only there it has an end as a decimal: 1 h and 20 min are 80 min.
std::optional<Quantity> nearest_of(const Rational& number, const UnitPtr& unit, const UnitPtr& other) {
  const auto nearest = Decimal::from_rational(number);
  const bool may_change = unit->offset == 0 && other->offset == 0;
  if (!nearest || !may_change || nearest->to_rational() == number) return with_unit(nearest, unit);
  const Rational in_other = number * unit->scale / other->scale;
  const auto exact = Decimal::from_rational(in_other);
  return exact && exact->to_rational() == in_other ? with_unit(exact, other) : with_unit(nearest, unit);
}

// The exponent of a base dimension that units may exchange for another one by the molar mass.
int exponent_of(const Dimension& dimension, std::string_view base) {
  const auto found = dimension.find(base);
  return found == dimension.end() ? 0 : found->second;
}

Dimension without_mass_and_amount(Dimension dimension) {
  dimension.erase("mass");
  dimension.erase("amount");
  return dimension;
}

int masses_gained(const Unit& from, const Unit& to) {
  return exponent_of(to.dimension, "mass") - exponent_of(from.dimension, "mass");
}

}  // namespace

std::strong_ordering compare(const Quantity& a, const Quantity& b) {
  if (same_unit(a, b)) return a.number <=> b.number;
  expect(same_dimension(*a.unit, *b.unit));
  const int sign = cmp(in_base_units(a), in_base_units(b));
  return sign <=> 0;
}

bool operator==(const Quantity& a, const Quantity& b) { return compare(a, b) == 0; }

std::optional<Quantity> add(const Quantity& a, const Quantity& b) {
  if (same_unit(a, b)) return with_unit(add(a.number, b.number), a.unit);
  return nearest_of(a.number.to_rational() + difference_in(b, *a.unit), a.unit, b.unit);
}

// A reading of a scale with a zero point of its own is taken off as a reading (37 Cel - 98.6 [degF] is 0
// Cel), any other quantity as a difference (37 Cel - 1 K is 36 Cel).
std::optional<Quantity> subtract(const Quantity& a, const Quantity& b) {
  if (same_unit(a, b)) return with_unit(subtract(a.number, b.number), a.unit);
  const Rational taken = b.unit->offset == 0 ? difference_in(b, *a.unit) : number_in(b, *a.unit);
  return nearest_of(a.number.to_rational() - taken, a.unit, b.unit);
}

std::optional<Quantity> multiply(const Quantity& a, const Quantity& b) {
  return with_unit(multiply(a.number, b.number), multiply(a.unit, b.unit));
}

std::optional<Quantity> divide(const Quantity& a, const Quantity& b) {
  return with_unit(divide(a.number, b.number), divide(a.unit, b.unit));
}

Quantity negate(const Quantity& a) { return {negate(a.number), a.unit}; }

std::optional<Quantity> convert(const Quantity& value, const UnitPtr& unit) {
  if (value.unit == unit || same_unit(*value.unit, *unit)) return Quantity{value.number, unit};
  return with_unit(Decimal::from_rational(number_in(value, *unit)), unit);
}

bool convertible_by_molar_mass(const Unit& from, const Unit& to) {
  const int masses = masses_gained(from, to);
  const int amounts = exponent_of(to.dimension, "amount") - exponent_of(from.dimension, "amount");
  return masses == -amounts && std::abs(masses) <= 1 &&
         without_mass_and_amount(from.dimension) == without_mass_and_amount(to.dimension);
}

std::optional<Quantity> convert_by_molar_mass(const Quantity& value, const UnitPtr& unit,
                                              const Quantity& molar_mass) {
  if (!convertible_by_molar_mass(*value.unit, *unit)) return std::nullopt;
  const int masses = masses_gained(*value.unit, *unit);
  if (masses == 0) return convert(value, unit);
  const Rational mass_per_amount = in_base_units(molar_mass);
  if (mass_per_amount == 0) return std::nullopt;
  Rational size = in_base_units(value);
  if (masses > 0)
    size *= mass_per_amount;
  else
    size /= mass_per_amount;
  return with_unit(Decimal::from_rational(size / unit->scale), unit);
}

std::string to_string(const Quantity& quantity) {
  const auto unit = to_string(*quantity.unit);
  return unit.empty() ? quantity.number.to_string() : quantity.number.to_string() + " " + unit;
}

}  // namespace waymark
