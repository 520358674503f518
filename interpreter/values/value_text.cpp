#include <fmt/format.h>

#include "interpreter/values/elapsed.hpp"
#include "interpreter/values/instant_range.hpp"
#include "interpreter/values/value.hpp"
#include "lang/text/overloaded.hpp"

// How values are written.
namespace waymark {
namespace {

std::string digits_of(const Decimal& number) { return number.to_string(); }

// With exactly so many digits behind the point. A number that is too large for plain digits has its exponent.
std::string fixed_digits(const Decimal& number, int places) {
  auto text = round_to_places(number, places).value_or(number).to_string(places);
  if (text.find('e') != std::string::npos) return text;
  const auto point = text.find('.');
  const auto shown = point == std::string::npos ? 0 : text.size() - point - 1;
  if (shown == 0 && places > 0) text += '.';
  return text.append(static_cast<std::size_t>(places) - shown, '0');
}

Number plainly(const Number& number, const Type& type) {
  Number result;
  if (number.low) result.low = in_plain_unit(*number.low, type);
  if (number.high) result.high = in_plain_unit(*number.high, type);
  return result;
}

// `4 to 6 mg`; each with its own unit where they differ. `digits` writes a number.
template <typename Digits>
std::string number_text(const Number& exact, const Type& type, Digits digits) {
  if (exact.as_read) return with_unit_text(digits(exact.as_read->number), *exact.as_read->unit);
  const auto number = plainly(exact, type);
  const auto text = [&](const Quantity& end) { return with_unit_text(digits(end.number), *end.unit); };
  if (!number.low && !number.high) return "unknown";
  if (!number.high) return "at least " + text(*number.low);
  if (!number.low) return "at most " + text(*number.high);
  const auto high = text(*number.high);
  if (*number.low == *number.high) return text(*number.low);
  const bool share_unit = to_string(*number.low->unit) == to_string(*number.high->unit);
  return fmt::format("{} to {}", share_unit ? digits(number.low->number) : text(*number.low), high);
}

std::string member_text(std::size_t member, const Type& type) {
  if (!type.members || member >= type.members->members.size()) return fmt::format("{}", member);
  return type.members->members[member].id;
}

// `500 mL at 2026-11-23T08:40:00Z`
std::string event_text(const EventValue& event) {
  if (!event.moment) return "not happened";
  const auto moment = to_string(*event.moment);
  return event.amount ? fmt::format("{} at {}", to_exact_string(*event.amount), moment) : moment;
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
                        [&](const Number& number) { return number_text(number, type, digits_of); },
                        [&](model::MemberIndex member) { return member_text(member, type); },
                        [&](const MemberStates& set) { return set_text(set, type); },
                        [](const Date& date) { return to_string(date); },
                        [](const Moment& moment) { return to_string(moment); },
                        [](const EventValue& event) { return event_text(event); },
                        [](const Elapsed& elapsed) { return to_string(elapsed); },
                        [&](const MemberRange& range) {
                          return fmt::format("{} to {}", member_text(range.low, type),
                                             member_text(range.high, type));
                        },
                        [](const InstantRange& range) { return to_string(range); },
                        [](const EventRange& range) { return to_string(range); },
                        [](const ElapsedRange& range) {
                          return fmt::format("{} to {}", to_string(range.low), to_string(range.high));
                        },
                    },
                    value);
}

std::string to_string(const Value& value, const Type& type, int places) {
  const auto* number = std::get_if<Number>(&value);
  if (!number) return to_string(value, type);
  return number_text(*number, type, [places](const Decimal& exact) { return fixed_digits(exact, places); });
}

std::string_view to_string(Truth truth) {
  switch (truth) {
    case Truth::no: return "no";
    case Truth::unknown: return "unknown";
    case Truth::yes: break;
  }
  return "yes";
}

}  // namespace waymark
