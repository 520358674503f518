#pragma once

#include <compare>
#include <optional>
#include <string>

#include "lang/quantity/decimal.hpp"
#include "lang/quantity/unit.hpp"

namespace waymark {

// A number with the unit it was written in. It keeps both: comparison multiplies out exactly, so that no
// conversion ever moves a value over a boundary.
struct Quantity {
  Decimal number;
  UnitPtr unit = pure_unit();
};

// All of these expect dimensions that fit (the checker has seen to it); where they do not, they abort.
std::strong_ordering compare(const Quantity& a,
                             const Quantity& b);  // exact, through rationals where units differ
bool operator==(const Quantity& a, const Quantity& b);
std::optional<Quantity> add(const Quantity& a, const Quantity& b);       // in the unit of `a`
std::optional<Quantity> subtract(const Quantity& a, const Quantity& b);  // in the unit of `a`
std::optional<Quantity> multiply(const Quantity& a, const Quantity& b);  // units multiply and cancel
std::optional<Quantity> divide(const Quantity& a, const Quantity& b);    // nullopt by zero
// Returns the size in the coherent base units of the dimension.
Rational in_base_units(const Quantity& quantity);
Quantity negate(const Quantity& a);
std::optional<Quantity> convert(const Quantity& value, const UnitPtr& unit);

// What relates the mass, the amount and the equivalents of a substance to each other.
struct Substance {
  std::optional<Quantity> molar_mass = std::nullopt;  // in mass per amount
  std::optional<Decimal> charge = std::nullopt;       // the equivalents of one mole
};
bool contradicts(const Substance& a, const Substance& b);
// Takes from `b` what `a` leaves open.
Substance merged(Substance a, const Substance& b);
// Returns what the size of a number in `from` is multiplied by to become its size in `to`, both in base
// units, when a mass, an amount or an equivalent takes the place of another one of these (mg/dL to umol/L,
// meq/L to mmol/L). nullopt if the dimensions differ by more, or if `substance` lacks what it takes.
std::optional<Rational> exchange_factor(const Unit& from, const Unit& to, const Substance& substance);
std::optional<Quantity> exchange(const Quantity& value, const UnitPtr& unit, const Substance& substance);
// "molar mass", "charge" or "molar mass and charge": what `substance` lacks to convert the units; empty if
// nothing would help.
std::string missing_for_exchange(const Unit& from, const Unit& to, const Substance& substance);

// "7.5 mg", "0.3", "84 %", "30 '/min'"; at most 8 places.
std::string to_string(const Quantity& quantity);
// The same with all digits of the number, as the language reads it back.
std::string to_exact_string(const Quantity& quantity);
// A number as text with its unit; what is counted in words agrees with it: `1 year`, `2 years`.
std::string with_unit_text(const std::string& number, const Unit& unit);

}  // namespace waymark
