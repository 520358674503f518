#include "interpreter/columns/ranges.hpp"

#include <algorithm>

#include "interpreter/evaluate/comparison.hpp"

namespace waymark::columns {
namespace {

using Operator = ast::ComparisonOperator;

// The first integer for which `holds`, which does so for all behind it; behind `last` where none is.
template <typename Test>
std::int64_t first_that(const Domain& domain, Test holds) {
  auto low = domain.first;
  auto high = domain.last + 1;
  while (low < high) {
    const auto middle = low + (high - low) / 2;
    holds(middle) ? high = middle : low = middle + 1;
  }
  return low;
}

// The cells that equal the constant: from the one to before the other.
struct Cuts {
  std::int64_t from, behind;
};

Cuts cuts(const ValueAt& value, const Value& constant, Direction direction, const Domain& domain) {
  const auto is = [&](Operator op) {
    return
        [&, op](std::int64_t cell) { return truth(compare_values(op, value(cell), constant)) == Truth::yes; };
  };
  if (direction == Direction::rising)
    return {first_that(domain, is(Operator::greater_equal)), first_that(domain, is(Operator::greater))};
  return {first_that(domain, is(Operator::less_equal)), first_that(domain, is(Operator::less))};
}

// Of cells whose values rise.
Range range_of(Operator op, const Cuts& cuts, const Domain& domain) {
  switch (op) {
    case Operator::less: return {domain.first, cuts.from - 1};
    case Operator::less_equal: return {domain.first, cuts.behind - 1};
    case Operator::greater: return {cuts.behind, domain.last};
    case Operator::greater_equal: return {cuts.from, domain.last};
    case Operator::equal: return {cuts.from, cuts.behind - 1};
    case Operator::not_equal: break;
  }
  return {cuts.from, cuts.behind - 1, true};
}

}  // namespace

std::optional<Range> range_where(Operator op, const ValueAt& value, const Value& constant,
                                 Direction direction, const Domain& domain) {
  if (truth(compare_values(op, value(domain.first), constant)) == Truth::unknown) return std::nullopt;
  const auto found = cuts(value, constant, direction, domain);
  return range_of(direction == Direction::rising ? op : mirrored(op), found, domain);
}

Range intersection(const Range& a, const Range& b) {
  return {std::max(a.first, b.first), std::min(a.last, b.last)};
}

}  // namespace waymark::columns
