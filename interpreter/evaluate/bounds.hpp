#pragma once

#include <optional>
#include <vector>

#include "interpreter/values/value.hpp"
#include "lang/ast/ast.hpp"

namespace waymark {

// Arithmetic on numbers of which only bounds may be known. `+ - min max`, a sign, `abs`, conversions, and
// products and quotients with a known number keep the bounds; whatever else meets an unknown number is
// unknown.

using Bound = std::optional<Quantity>;

Value exactly(const Quantity& quantity);
// Bounds of what `operands` make; without any it is unknown because of them, or too large.
Value bounded(Bound low, Bound high, std::initializer_list<const Value*> operands);

Value arithmetic(ast::ArithmeticOperator op, const Value& left, const Value& right);
Value negated(const Value& value);
Value absolute(const Value& value);
Value converted(const Value& value, const UnitPtr& unit);
Value exchanged(const Value& value, const UnitPtr& unit, const Substance& substance);
Value least(const std::vector<const Value*>& values);
Value greatest(const std::vector<const Value*>& values);
// The bounds of a number that is one of `values`; unknown where no bound holds for all.
Value hull(const std::vector<const Value*>& values);

}  // namespace waymark
