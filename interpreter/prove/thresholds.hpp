#pragma once

#include <string>
#include <vector>

#include "interpreter/prove/inquiry.hpp"

namespace waymark::prove {

// A number that is compared with a constant by its order: `age < 70 years`.
struct Threshold {
  model::ExprId comparison, number, constant;
  NumberTerm term;
  Rational at;    // the constant in base units
  Rational step;  // of the grid on which it is written: its last decimal place
};

// Those of all that the expressions rest on. A number over a divisor has none.
std::vector<Threshold> thresholds(Inquiry& inquiry, const std::vector<model::ExprId>& expressions);
// Whether two of them are of one number.
bool same_number(const Threshold& a, const Threshold& b);

// A stretch of a number between two thresholds, or a point where both are the same.
struct Stretch {
  Threshold from, to;
  bool with_from = true, with_to = true;
};

// When the number is known and lies in it.
z3::expr lies_in(Inquiry& inquiry, const Stretch& stretch);
bool lies_in(Evaluator& evaluator, const Stretch& stretch);
// `age >= 70 years and age <= 74 years`
std::string to_string(const Inquiry& inquiry, const Stretch& stretch);

// The stretches of numbers in which some patient satisfies the condition, while none does on either side of
// it: the holes that a chain of conditions leaves between thresholds.
std::vector<Stretch> holes(Inquiry& inquiry, const z3::expr& condition, const z3::expr& around,
                           const std::vector<model::ExprId>& expressions);

}  // namespace waymark::prove
