#pragma once

#include <vector>

#include "lang/model/model.hpp"

namespace waymark {

// The yes-or-no operands of an operation that combines conditions: `not`, `and`, `or`, `implies`, `at least 2
// of`, `any known of`, `first known of`. Empty for any other.
std::vector<model::ExprId> combined_conditions(const model::Model& model, model::ExprId expr);

// The parts of a compound condition that are not combined any further, each meaning once, in the order in
// which they stand. Empty where it is not compound.
std::vector<model::ExprId> parts_of_condition(const model::Model& model, model::ExprId condition);

// The same for what decides a condition: also the parts of a compound condition that the whole one asks
// something about, as in `(a and b) is confirmed` and `(a and b) = c`.
std::vector<model::ExprId> deciding_parts(const model::Model& model, model::ExprId condition);

}  // namespace waymark
