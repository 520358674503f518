#include "interpreter/evaluate/comparison.hpp"

#include <compare>
#include <optional>

#include "interpreter/values/elapsed.hpp"
#include "interpreter/values/kleene.hpp"
#include "interpreter/values/unknown.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark {
namespace {

using Ordering = std::optional<std::strong_ordering>;

// A single point of what can be compared.
using Point = std::variant<bool, model::MemberIndex, Quantity, Date, Moment, Elapsed>;
using MaybePoint = std::optional<Point>;

template <typename T>
MaybePoint point(const std::optional<T>& value) {
  return value ? MaybePoint{*value} : std::nullopt;
}

Point point_of(const Instant& instant) {
  return std::visit([](const auto& time) -> Point { return time; }, instant);
}

// The lowest and the highest point that a value may still turn out to be.
struct Extent {
  MaybePoint low, high;
};

Extent extent(const Value& value) {
  const auto exactly = [](MaybePoint only) { return Extent{only, only}; };
  return std::visit(overloaded{
                        [](const Unknown&) { return Extent{}; },
                        [&](bool yes) { return exactly(yes); },
                        [](const Number& number) {
                          return Extent{point(number.low), point(number.high)};
                        },
                        [&](model::MemberIndex member) { return exactly(member); },
                        [](const MemberStates&) { return Extent{}; },
                        [&](const Date& date) { return exactly(date); },
                        [&](const Moment& moment) { return exactly(moment); },
                        [&](const EventValue& event) { return exactly(point(event.moment)); },
                        [&](const Elapsed& elapsed) { return exactly(elapsed); },
                        [](const MemberRange& range) {
                          return Extent{range.low, range.high};
                        },
                        [](const InstantRange& range) {
                          return Extent{point_of(range.low), point_of(range.high)};
                        },
                        [](const EventRange& range) {
                          return Extent{range.low, range.high};
                        },
                        [](const ElapsedRange& range) {
                          return Extent{range.low, range.high};
                        },
                    },
                    value);
}

std::strong_ordering reversed(std::strong_ordering order) { return 0 <=> order; }

// nullopt for a part of a month, and for kinds that cannot meet.
struct PointOrder {
  template <typename T>
  Ordering operator()(const T& a, const T& b) const {
    return a <=> b;
  }
  Ordering operator()(const Quantity& a, const Quantity& b) const { return compare(a, b); }
  Ordering operator()(const Elapsed& a, const Elapsed& b) const { return compare(a, b); }
  Ordering operator()(const Elapsed& a, const Quantity& b) const { return compare(a, b); }
  Ordering operator()(const Quantity& a, const Elapsed& b) const {
    const auto order = compare(b, a);
    return order ? Ordering{reversed(*order)} : std::nullopt;
  }
  Ordering operator()(const Date& a, const Moment& b) const { return a <=> date_of(b); }
  Ordering operator()(const Moment& a, const Date& b) const { return date_of(a) <=> b; }
  template <typename A, typename B>
  Ordering operator()(const A&, const B&) const {
    return std::nullopt;
  }
};

Ordering order(const MaybePoint& a, const MaybePoint& b) {
  return a && b ? std::visit(PointOrder{}, *a, *b) : std::nullopt;
}

Ordering order(const std::optional<Quantity>& a, const Quantity& b) {
  return a ? Ordering{compare(*a, b)} : std::nullopt;
}
Ordering order(const std::optional<Quantity>& a, const std::optional<Quantity>& b) {
  return b ? order(a, *b) : std::nullopt;
}

// How one side's end stands to the other side's opposite end.
struct EndOrders {
  Ordering high_to_low, low_to_high;
};

EndOrders end_orders(const Number& number, const Quantity& constant) {
  if (!number.low || !number.high) return {order(number.high, constant), order(number.low, constant)};
  const auto low_to_high = order(number.low, constant);
  const bool is_known = number.low->unit == number.high->unit && number.low->number == number.high->number;
  return {is_known ? low_to_high : order(number.high, constant), low_to_high};
}

EndOrders end_orders(const Value& left, const Value& right) {
  const auto* number = std::get_if<Number>(&left);
  const auto* other = std::get_if<Number>(&right);
  if (number && other) return {order(number->high, other->low), order(number->low, other->high)};
  const auto a = extent(left);
  const auto b = extent(right);
  return {order(a.high, b.low), order(a.low, b.high)};
}

Truth surely_less(const EndOrders& ends) {
  if (ends.high_to_low && *ends.high_to_low < 0) return Truth::yes;
  return ends.low_to_high && *ends.low_to_high >= 0 ? Truth::no : Truth::unknown;
}

Truth surely_less_equal(const EndOrders& ends) {
  if (ends.high_to_low && *ends.high_to_low <= 0) return Truth::yes;
  return ends.low_to_high && *ends.low_to_high > 0 ? Truth::no : Truth::unknown;
}

Truth surely_equal(const EndOrders& ends) {
  if (ends.high_to_low && *ends.high_to_low < 0) return Truth::no;
  if (ends.low_to_high && *ends.low_to_high > 0) return Truth::no;
  const bool meet = ends.high_to_low && ends.low_to_high && *ends.high_to_low == 0 && *ends.low_to_high == 0;
  return meet ? Truth::yes : Truth::unknown;
}

Truth holds(ast::ComparisonOperator op, const EndOrders& ends) {
  switch (op) {
    case ast::ComparisonOperator::equal: return surely_equal(ends);
    case ast::ComparisonOperator::not_equal: return negation(surely_equal(ends));
    case ast::ComparisonOperator::less: return surely_less(ends);
    case ast::ComparisonOperator::less_equal: return surely_less_equal(ends);
    case ast::ComparisonOperator::greater: return negation(surely_less_equal(ends));
    case ast::ComparisonOperator::greater_equal: break;
  }
  return negation(surely_less(ends));
}

// An event has a moment to compare only where it has one.
bool lacks_moment(const Value& value) {
  const auto* event = std::get_if<EventValue>(&value);
  return event && !event->moment;
}

Unknown undecided(const Value& left, const Value& right) {
  if (lacks_moment(left) || lacks_moment(right)) return unknown_because(UnknownReason::not_happened);
  if (is_known(left) && is_known(right)) return unknown_because(UnknownReason::outside_domain);
  return unknown_from_any({&left, &right});
}

}  // namespace

Value compare_values(ast::ComparisonOperator op, const Value& left, const Value& right) {
  const auto result = holds(op, end_orders(left, right));
  if (result == Truth::unknown) return undecided(left, right);
  return result == Truth::yes;
}

Value compare_values(ast::ComparisonOperator op, const Value& left, const Quantity& right) {
  const auto* number = std::get_if<Number>(&left);
  if (!number) return compare_values(op, left, Number{right, right});
  const auto result = holds(op, end_orders(*number, right));
  if (result == Truth::unknown) return unknown_from_any({&left});
  return result == Truth::yes;
}

ast::ComparisonOperator mirrored(ast::ComparisonOperator op) {
  using Operator = ast::ComparisonOperator;
  switch (op) {
    case Operator::less: return Operator::greater;
    case Operator::less_equal: return Operator::greater_equal;
    case Operator::greater: return Operator::less;
    case Operator::greater_equal: return Operator::less_equal;
    case Operator::equal:
    case Operator::not_equal: break;
  }
  return op;
}

Value is_between(const Value& subject, const Value& low, const Value& high, bool below) {
  const auto from = compare_values(ast::ComparisonOperator::greater_equal, subject, low);
  const auto upper = below ? ast::ComparisonOperator::less : ast::ComparisonOperator::less_equal;
  const auto to = compare_values(upper, subject, high);
  return kleene_value(conjunction(truth(from), truth(to)), {&from, &to});
}

}  // namespace waymark
