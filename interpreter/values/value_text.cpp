#include <fmt/format.h>

#include "interpreter/values/elapsed.hpp"
#include "interpreter/values/value.hpp"
#include "lang/text/overloaded.hpp"

// How values are written.
namespace waymark {
namespace {

// `4 to 6 mg`; each with its own unit where they differ.
std::string range_text(const Quantity& low, const Quantity& high) {
  if (to_string(*low.unit) != to_string(*high.unit))
    return fmt::format("{} to {}", to_string(low), to_string(high));
  return fmt::format("{} to {}", low.number.to_string(), to_string(high));
}

Number plainly(const Number& number, const Type& type) {
  Number result;
  if (number.low) result.low = in_plain_unit(*number.low, type);
  if (number.high) result.high = in_plain_unit(*number.high, type);
  return result;
}

std::string number_text(const Number& exact, const Type& type) {
  if (exact.as_read) return to_string(*exact.as_read);
  const auto number = plainly(exact, type);
  if (!number.low && !number.high) return "unknown";
  if (!number.high) return "at least " + to_string(*number.low);
  if (!number.low) return "at most " + to_string(*number.high);
  return *number.low == *number.high ? to_string(*number.low) : range_text(*number.low, *number.high);
}

std::string member_text(std::size_t member, const Type& type) {
  if (!type.members || member >= type.members->members.size()) return fmt::format("{}", member);
  return type.members->members[member].id;
}

std::string set_text(const MemberStates& set, const Type& type) {
  std::string text;
  bool anything_known = set.states.empty();
  for (std::size_t member = 0; member < set.states.size(); ++member) {
    anything_known |= set.states[member] != Truth::unknown;
    if (set.states[member] == Truth::no) continue;
    if (!text.empty()) text += ", ";
    text += member_text(member, type);
    if (set.states[member] == Truth::unknown) text += "?";
  }
  return anything_known ? "{" + text + "}" : "unknown";
}

}  // namespace

Quantity in_plain_unit(const Quantity& quantity, const Type& type) {
  if (!type.unit || quantity.unit->factors.size() <= type.unit->factors.size()) return quantity;
  return convert(quantity, type.unit).value_or(quantity);
}

std::string to_string(const Value& value, const Type& type) {
  return std::visit(overloaded{
                        [](const Unknown&) { return std::string{"unknown"}; },
                        [](bool yes) { return std::string{yes ? "yes" : "no"}; },
                        [&](const Number& number) { return number_text(number, type); },
                        [&](model::MemberIndex member) { return member_text(member, type); },
                        [&](const MemberStates& set) { return set_text(set, type); },
                        [](const Date& date) { return to_string(date); },
                        [](const Moment& moment) { return to_string(moment); },
                        [](const EventValue& event) {
                          return event.moment ? to_string(*event.moment) : std::string{"not happened"};
                        },
                        [](const Elapsed& elapsed) { return to_string(elapsed); },
                    },
                    value);
}

std::string_view to_string(Truth truth) {
  switch (truth) {
    case Truth::no: return "no";
    case Truth::unknown: return "unknown";
    case Truth::yes: break;
  }
  return "yes";
}

std::string_view describe(UnknownReason reason) {
  switch (reason) {
    case UnknownReason::not_recorded: return "not recorded";
    case UnknownReason::stale: return "stale";
    case UnknownReason::not_set: return "not set at this site";
    case UnknownReason::not_stated: return "not stated";
    case UnknownReason::written: return "written as unknown";
    case UnknownReason::no_arm: return "no case applies";
    case UnknownReason::not_happened: return "has not happened";
    case UnknownReason::division_by_zero: return "division by zero";
    case UnknownReason::overflow: return "the number is too large";
    case UnknownReason::outside_domain: return "not defined for this value";
    case UnknownReason::from_operands: break;
  }
  return "part of it is unknown";
}

}  // namespace waymark
