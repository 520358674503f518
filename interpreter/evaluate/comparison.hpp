#pragma once

#include "interpreter/values/value.hpp"
#include "lang/ast/ast.hpp"

namespace waymark {

// A yes or no, as soon as the bounds of both sides decide it; else why not. Values of different kinds meet
// only where the checker lets them: elapsed time and durations, events and moments.
Value compare_values(ast::ComparisonOperator op, const Value& left, const Value& right);
Value compare_values(ast::ComparisonOperator op, const Value& left, const Quantity& right);

// The operator that says the same with its two sides exchanged: `>` of `<`.
ast::ComparisonOperator mirrored(ast::ComparisonOperator op);

// Both ends belong to it, unless `below` leaves out the high one.
Value is_between(const Value& subject, const Value& low, const Value& high, bool below);

}  // namespace waymark
