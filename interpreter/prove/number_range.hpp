#pragma once

#include <optional>

#include "lang/model/model.hpp"
#include "lang/quantity/rational.hpp"

namespace waymark::prove {

// Both ends belong to it; in base units.
struct NumberRange {
  Rational low, high;
};

// Where the value of an expression lies whenever it is known: interval arithmetic over the bounds of facts
// and parameters (Moore, Interval Analysis, 1966), with ends moved outward by more than what the interpreter
// rounds off. Every value is defined there: nothing is divided by zero, and no root or logarithm of a
// negative number is taken. None where a fact has no bounds, and of anything but sums, products, quotients,
// signs, conversions and functions of such numbers.
std::optional<NumberRange> number_range(const model::Model& model, model::ExprId expr);

}  // namespace waymark::prove
