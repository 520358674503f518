#pragma once

#include <string>
#include <string_view>

#include "lang/quantity/unit.hpp"

namespace waymark {

// How units are put together from factors; for the readers of units only.

// Appends a factor to what is displayed; one of the same symbol or size takes up its exponent, or cancels.
void append_factor(std::vector<UnitFactor>& factors, UnitFactor factor);

// Multiplies `unit` by measured^exponent, shown as symbol^exponent. A unit of this factor alone keeps its
// offset.
void append_factor(Unit& unit, const Unit& measured, const std::string& symbol, int exponent);

Rational power(const Rational& base, int exponent);

// The exact number that `12`, `0.05`, `980665e-5` or `1200/3937` writes.
Rational rational_of(std::string_view text);

}  // namespace waymark
