#include "interpreter/values/value.hpp"

#include <algorithm>

#include "interpreter/values/kleene.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark {
namespace {

bool is_known_member(Truth state) { return state != Truth::unknown; }

bool both_ends_meet(const Number& number) { return number.low && number.high && *number.low == *number.high; }

bool same(const Elapsed& a, const Elapsed& b) { return a.between == b.between; }

Value moment_value(const Moment& moment, const Type& type) {
  if (type.kind == TypeKind::event) return EventValue{moment};
  return moment;
}

Moment in_offset_of(const model::MomentConstant& constant, const Moment& at) {
  // Without an offset it was read as if in UTC.
  return constant.has_offset ? constant.moment : at_same_clock_time(constant.moment, at.offset_minutes);
}

}  // namespace

Unknown unknown_because(UnknownReason reason) {
  switch (reason) {
    case UnknownReason::not_recorded:
    case UnknownReason::in_doubt:
    case UnknownReason::no_reading:
    case UnknownReason::stale:
    case UnknownReason::not_set:
    case UnknownReason::not_stated:
    case UnknownReason::from_operands: return {reason, false};
    case UnknownReason::written:
    case UnknownReason::no_arm:
    case UnknownReason::rows_differ:
    case UnknownReason::not_happened:
    case UnknownReason::division_by_zero:
    case UnknownReason::overflow:
    case UnknownReason::outside_domain: break;
  }
  return {reason, true};
}

bool is_known(const Value& value) {
  return std::visit(
      overloaded{
          [](const Unknown&) { return false; },
          [](bool) { return true; },
          [](const Number& number) { return both_ends_meet(number); },
          [](model::MemberIndex) { return true; },
          [](const MemberStates& set) { return std::ranges::all_of(set.states, is_known_member); },
          [](const Date&) { return true; },
          [](const Moment&) { return true; },
          [](const EventValue&) { return true; },
          [](const Elapsed&) { return true; },
          [](const MemberRange&) { return false; },
          [](const InstantRange&) { return false; },
          [](const EventRange&) { return false; },
          [](const ElapsedRange&) { return false; },
      },
      value);
}

bool is_partial(const Value& value) {
  return std::holds_alternative<InstantRange>(value) || std::holds_alternative<EventRange>(value);
}

Truth truth(const Value& value) {
  const auto* yes_or_no = std::get_if<bool>(&value);
  return yes_or_no ? truth_of(*yes_or_no) : Truth::unknown;
}

std::optional<Quantity> known_number(const Value& value) {
  const auto* number = std::get_if<Number>(&value);
  return number && both_ends_meet(*number) ? number->low : std::nullopt;
}

std::optional<Quantity> shown_number(const Value& value) {
  const auto* number = std::get_if<Number>(&value);
  return number && number->as_read ? *number->as_read : known_number(value);
}

std::optional<Number> number_as_read(const Quantity& read, const Type& type) {
  if (same_dimension(*read.unit, *type.unit)) return Number{read, read};
  const auto exchanged = exchange(read, type.unit, type.substance);
  if (!exchanged) return std::nullopt;
  return Number{exchanged, exchanged, std::make_shared<const Quantity>(read)};
}

std::optional<Quantity> amount_as_read(const Quantity& read, const Type& event) {
  const auto number = number_as_read(read, event);
  return number ? number->low : std::nullopt;
}

bool is_settled(const Value& value) {
  const auto* unknown = std::get_if<Unknown>(&value);
  return unknown && unknown->settled;
}

bool same_known_value(const Value& a, const Value& b) {
  if (a.index() != b.index() || !is_known(a) || !is_known(b)) return false;
  return std::visit(
      overloaded{
          [](const Unknown&) { return false; },
          [&](bool value) { return value == std::get<bool>(b); },
          [&](const Number& number) { return *number.low == *std::get<Number>(b).low; },
          [&](model::MemberIndex member) { return member == std::get<model::MemberIndex>(b); },
          [&](const MemberStates& set) { return set.states == std::get<MemberStates>(b).states; },
          [&](const Date& date) { return date == std::get<Date>(b); },
          [&](const Moment& moment) { return moment == std::get<Moment>(b); },
          [&](const EventValue& event) {
            const auto& other = std::get<EventValue>(b);
            return event.moment == other.moment && event.amount == other.amount;
          },
          [&](const Elapsed& elapsed) { return same(elapsed, std::get<Elapsed>(b)); },
          [](const MemberRange&) { return false; },
          [](const InstantRange&) { return false; },
          [](const EventRange&) { return false; },
          [](const ElapsedRange&) { return false; },
      },
      a);
}

Value value_of(const model::Constant& constant, const Type& type, const Moment& at) {
  return std::visit(
      overloaded{
          [](const model::UnknownConstant&) -> Value { return unknown_because(UnknownReason::written); },
          [](bool value) -> Value { return value; },
          [](const Quantity& quantity) -> Value {
            return Number{quantity, quantity};
          },
          [](model::MemberIndex member) -> Value { return member; },
          [&](const Date& date) -> Value {
            if (type.kind == TypeKind::date || type.kind == TypeKind::anything) return date;
            return moment_value(start_of(date, at.offset_minutes), type);
          },
          [&](const model::MomentConstant& moment) -> Value {
            return moment_value(in_offset_of(moment, at), type);
          },
      },
      constant);
}

}  // namespace waymark
