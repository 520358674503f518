#pragma once

#include <optional>

#include "interpreter/values/value.hpp"

namespace waymark {

// How many significant digits of a computed number people are shown, where no more of them decide.
inline constexpr int few_digits = 4;

// The number with so many significant digits, but with all that stand before its point: 91.26 of 91.25775691,
// 12346 of 12345.678.
Quantity with_digits(const Quantity& exact, int digits);
// The same of a known Number, in the unit that a reader expects of its type; any other value as it is.
Value with_digits(const Value& value, const Type& type, int digits);
// How many digits it takes at least that the numbers shown compare as the exact ones do; `fixed` is shown
// exactly. nullopt where no number of digits that anybody would read does.
std::optional<int> digits_that_decide(const Quantity& computed, const Quantity& other, bool fixed);

// Whether a value is worked out: readings, parameters and what an author wrote are shown as they are given.
bool is_computed(const model::Model& model, model::ExprId expr);

}  // namespace waymark
