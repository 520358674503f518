#pragma once

#include <compare>
#include <optional>
#include <string>

#include "lang/decimal.hpp"
#include "lang/unit.hpp"

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
Quantity negate(const Quantity& a);
std::optional<Quantity> convert(const Quantity& value, const UnitPtr& unit);

// A mass as an amount of substance and back, anywhere in the dimension (mg/dL to umol/L); `molar_mass` in
// mass per amount. nullopt where the dimensions differ by more than that.
std::optional<Quantity> convert_by_molar_mass(const Quantity& value, const UnitPtr& unit,
                                              const Quantity& molar_mass);
bool convertible_by_molar_mass(const Unit& from, const Unit& to);

// "7.5 mg", "0.3", "84 %", "30 '/min'"; at most 8 places.
std::string to_string(const Quantity& quantity);

}  // namespace waymark
