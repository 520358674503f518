#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "interpreter/columns/cell_layout.hpp"
#include "interpreter/values/value.hpp"
#include "lang/ast/ast.hpp"

namespace waymark::columns {

// What a cell stands for, as the evaluator would have it.
using ValueAt = std::function<Value(std::int64_t cell)>;

enum class Direction { rising, falling };  // of the values, from cell to cell

// The cells whose value compares so with the constant. The values must never turn back. nullopt where it is
// unknown of all of them. Found by halving, with the evaluator's own comparison: so it is exact wherever that
// is.
std::optional<Range> range_where(ast::ComparisonOperator op, const ValueAt& value, const Value& constant,
                                 Direction direction, const Domain& domain);

// Both of them; neither may be `outside`.
Range intersection(const Range& a, const Range& b);

}  // namespace waymark::columns
