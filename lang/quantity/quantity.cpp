#include "lang/quantity/quantity.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

namespace waymark {
namespace {

void expect(bool holds) {
  if (!holds) std::abort();
}

bool same_unit(const Quantity& a, const Quantity& b) {
  return a.unit == b.unit || same_unit(*a.unit, *b.unit);
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

// Units of time that are words; each has a plural with `s`.
constexpr std::array<std::string_view, 7> counted_units{"second", "minute", "hour", "day",
                                                        "week",   "month",  "year"};

constexpr std::array<std::string_view, 3> exchanged_bases{"mass", "amount", "equivalents"};

int exponent_of(const Dimension& dimension, std::string_view base) {
  const auto found = dimension.find(base);
  return found == dimension.end() ? 0 : found->second;
}

int gained(const Unit& from, const Unit& to, std::string_view base) {
  return exponent_of(to.dimension, base) - exponent_of(from.dimension, base);
}

Dimension without_exchanged(Dimension dimension) {
  for (const auto base : exchanged_bases) dimension.erase(std::string{base});
  return dimension;
}

// Whether at most one mass, amount or equivalent takes the place of one other.
bool differ_by_an_exchange(const Unit& from, const Unit& to) {
  int sum = 0;
  for (const auto base : exchanged_bases) {
    const int difference = gained(from, to, base);
    if (std::abs(difference) > 1) return false;
    sum += difference;
  }
  return sum == 0 && without_exchanged(from.dimension) == without_exchanged(to.dimension);
}

// How much of the base dimension one mole is, in base units.
std::optional<Rational> size_of_a_mole(std::string_view base, const Substance& substance) {
  if (base == "mass")
    return substance.molar_mass ? std::optional{in_base_units(*substance.molar_mass)} : std::nullopt;
  if (base == "equivalents")
    return substance.charge ? std::optional{substance.charge->to_rational()} : std::nullopt;
  return Rational{1};
}

}  // namespace

Rational in_base_units(const Quantity& quantity) {
  return quantity.number.to_rational() * quantity.unit->scale + quantity.unit->offset;
}

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

bool contradicts(const Substance& a, const Substance& b) {
  return (a.molar_mass && b.molar_mass && !(*a.molar_mass == *b.molar_mass)) ||
         (a.charge && b.charge && !(*a.charge == *b.charge));
}

Substance merged(Substance a, const Substance& b) {
  if (!a.molar_mass) a.molar_mass = b.molar_mass;
  if (!a.charge) a.charge = b.charge;
  return a;
}

std::optional<Rational> exchange_factor(const Unit& from, const Unit& to, const Substance& substance) {
  if (!differ_by_an_exchange(from, to)) return std::nullopt;
  Rational factor = 1;
  for (const auto base : exchanged_bases) {
    const int difference = gained(from, to, base);
    if (difference == 0) continue;
    const auto size = size_of_a_mole(base, substance);
    if (!size || *size == 0) return std::nullopt;
    if (difference > 0)
      factor *= *size;
    else
      factor /= *size;
  }
  return factor;
}

std::optional<Quantity> exchange(const Quantity& value, const UnitPtr& unit, const Substance& substance) {
  if (same_dimension(*value.unit, *unit)) return convert(value, unit);
  const auto factor = exchange_factor(*value.unit, *unit, substance);
  if (!factor) return std::nullopt;
  return with_unit(Decimal::from_rational(in_base_units(value) * *factor / unit->scale), unit);
}

std::string missing_for_exchange(const Unit& from, const Unit& to, const Substance& substance) {
  if (!differ_by_an_exchange(from, to)) return {};
  std::string missing;
  if (gained(from, to, "mass") != 0 && !substance.molar_mass) missing = "molar mass";
  if (gained(from, to, "equivalents") != 0 && !substance.charge)
    missing += missing.empty() ? "charge" : " and charge";
  return missing;
}

std::string with_unit_text(const std::string& number, const Unit& unit) {
  auto text = to_string(unit);
  if (text.empty()) return number;
  const bool is_one = number == "1" || number == "-1";
  const bool is_singular = std::ranges::find(counted_units, text) != counted_units.end();
  const bool is_plural =
      std::ranges::find(counted_units, text.substr(0, text.size() - 1)) != counted_units.end() &&
      text.ends_with('s');
  if (is_one && is_plural) text.pop_back();
  if (!is_one && is_singular) text += 's';
  return number + " " + text;
}

std::string to_string(const Quantity& quantity) {
  return with_unit_text(quantity.number.to_string(), *quantity.unit);
}

std::string to_exact_string(const Quantity& quantity) {
  return with_unit_text(quantity.number.to_exact_string(), *quantity.unit);
}

}  // namespace waymark
