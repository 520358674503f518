#pragma once

#include <string>
#include <string_view>

#include "lang/quantity/unit.hpp"

namespace waymark {

// How units are put together from factors; for the readers of units only.

// Appends a factor to what is displayed; one of the same symbol or size takes up its exponent, or cancels.
void append_factor(std::vector<UnitFactor>& factors, UnitFactor factor);

// Appends a number as factors without a unit: `5`, and `2` below the line, for 5/2.
void append_number(std::vector<UnitFactor>& factors, const Rational& number);

// The factors as they stand between quotes.
std::vector<UnitFactor> quoted_factors(const std::vector<UnitFactor>& factors);

// Multiplies `unit` by measured to the power of the factor, which is displayed; its size becomes that of
// `measured`. A unit of this factor alone keeps its offset.
void append_factor(Unit& unit, const Unit& measured, UnitFactor factor);

Rational power(const Rational& base, int exponent);

// The exact number that `12`, `0.05`, `980665e-5` or `1200/3937` writes.
Rational rational_of(std::string_view text);

}  // namespace waymark
