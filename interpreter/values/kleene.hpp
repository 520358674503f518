#pragma once

#include <algorithm>

#include "interpreter/values/truth.hpp"

namespace waymark {

// Kleene's logic: unknown is what may still turn out either way.

constexpr Truth truth_of(bool value) { return value ? Truth::yes : Truth::no; }

constexpr Truth negation(Truth a) {
  if (a == Truth::unknown) return Truth::unknown;
  return a == Truth::yes ? Truth::no : Truth::yes;
}

constexpr Truth conjunction(Truth a, Truth b) { return std::min(a, b); }
constexpr Truth disjunction(Truth a, Truth b) { return std::max(a, b); }
constexpr Truth implication(Truth premise, Truth conclusion) {
  return disjunction(negation(premise), conclusion);
}

}  // namespace waymark
