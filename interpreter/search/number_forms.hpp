#pragma once

#include <optional>
#include <vector>

#include "interpreter/evaluate/dependencies.hpp"
#include "interpreter/evaluate/evaluator.hpp"
#include "lang/quantity/rational.hpp"

namespace waymark {

// A polynomial in one number: the coefficient of each power, from the constant on; the last is not zero.
using Polynomial = std::vector<Rational>;

// What a number is as a function of one input, in base units: the quotient of two polynomials.
struct NumberForm {
  Polynomial numerator, denominator;
};

// The forms that an expression takes as a function of the number that `resting` rests on, everything else as
// it is: several where it takes one of several values (`choose`, `min`, a score). nullopt where it is no
// quotient of polynomials.
using NumberForms = std::optional<std::vector<NumberForm>>;

NumberForms number_forms(Evaluator& evaluator, const RestingExpressions& resting, model::ExprId expr);

// Where two forms can pass each other: the values at which they are equal or one of them is not defined.
struct Crossings {
  std::vector<Rational> values;
  bool exact = true;  // no value is missing or rounded
};
Crossings crossings(const NumberForm& a, const NumberForm& b);

}  // namespace waymark
