#include "interpreter/scenarios/expected_value.hpp"

#include <fmt/format.h>

#include "interpreter/values/elapsed.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark {
namespace {

using Conditions = std::vector<std::string>;

std::string unknown_text(const std::string& condition) { return fmt::format("({}) is unknown", condition); }

// That it is no less (or no more) than `bound`, and may well be just that.
void append_bound(const std::string& name, std::string_view sign, const std::string& bound,
                  Conditions& conditions) {
  conditions.push_back(fmt::format("{} {}= {}", name, sign, bound));
  conditions.push_back(unknown_text(fmt::format("{} {} {}", name, sign, bound)));
}

Conditions number_conditions(const std::string& name, const Number& number) {
  if (const auto known = known_number(number)) return {fmt::format("{} = {}", name, to_exact_string(*known))};
  Conditions result;
  if (number.low) append_bound(name, ">", to_exact_string(*number.low), result);
  if (number.high) append_bound(name, "<", to_exact_string(*number.high), result);
  return result;
}

Conditions range_conditions(const std::string& name, const MemberRange& range, const Type& type) {
  Conditions result;
  append_bound(name, ">", type.members->members[range.low].id, result);
  append_bound(name, "<", type.members->members[range.high].id, result);
  return result;
}

Conditions member_conditions(const std::string& name, const MemberStates& set, const Type& type) {
  Conditions result;
  for (std::size_t i = 0; i < set.states.size(); ++i) {
    result.push_back(
        fmt::format("({} includes {}) is {}", name, type.members->members[i].id, to_string(set.states[i])));
  }
  return result;
}

Conditions event_conditions(const std::string& name, const EventValue& event) {
  if (event.amount) return {};
  if (!event.moment) return {fmt::format("{} is no", name)};
  return {fmt::format("{} = {}", name, to_string(*event.moment))};
}

// Of which nothing is known: not even that a level is not the lowest, or what of a set is in it.
Conditions unknown_conditions(const std::string& name, const Type& type) {
  Conditions result{fmt::format("{} is unknown", name)};
  if (type.kind == TypeKind::one_of && type.members->ordered) {
    result.push_back(unknown_text(fmt::format("{} > {}", name, type.members->members.front().id)));
    result.push_back(unknown_text(fmt::format("{} < {}", name, type.members->members.back().id)));
  }
  if (type.kind == TypeKind::any_of)
    return member_conditions(name, {std::vector(type.members->members.size(), Truth::unknown)}, type);
  return result;
}

// Dates count in days. Moments are whole microseconds apart. nullopt where no number says it.
std::optional<std::string> elapsed_text(const Elapsed& elapsed) {
  if (std::holds_alternative<std::pair<Date, Date>>(elapsed.between))
    return fmt::format("{} days", whole_days(elapsed));
  const auto exact = Decimal::from_rational(seconds(elapsed));
  return exact ? std::optional{fmt::format("{} s", exact->to_exact_string())} : std::nullopt;
}

Conditions elapsed_conditions(const std::string& name, const Elapsed& elapsed) {
  const auto text = elapsed_text(elapsed);
  return text ? Conditions{fmt::format("{} = {}", name, *text)} : Conditions{};
}

Conditions elapsed_range_conditions(const std::string& name, const ElapsedRange& range) {
  const auto low = elapsed_text(range.low), high = elapsed_text(range.high);
  Conditions result;
  if (low) append_bound(name, ">", *low, result);
  if (high) append_bound(name, "<", *high, result);
  return result;
}

Conditions instant_range_conditions(const std::string& name, const InstantRange& range) {
  const auto text = [](const Instant& instant) {
    return std::visit([](const auto& time) { return to_string(time); }, instant);
  };
  Conditions result;
  append_bound(name, ">", text(range.low), result);
  append_bound(name, "<", text(range.high), result);
  return result;
}

}  // namespace

std::vector<std::string> expected_value(const std::string& name, const Value& value, const Type& type) {
  const auto operand = name.find(' ') == std::string::npos ? name : "(" + name + ")";
  const auto is = [&](std::string_view text) { return Conditions{fmt::format("{} is {}", operand, text)}; };
  return std::visit(
      overloaded{
          [&](const Unknown&) { return unknown_conditions(operand, type); },
          [&](bool truth) { return is(truth ? "yes" : "no"); },
          [&](const Number& number) { return number_conditions(operand, number); },
          [&](model::MemberIndex member) { return is(type.members->members[member].id); },
          [&](const MemberStates& set) { return member_conditions(operand, set, type); },
          [&](const Date& date) { return Conditions{fmt::format("{} = {}", operand, to_string(date))}; },
          [&](const Moment& moment) {
            return Conditions{fmt::format("{} = {}", operand, to_string(moment))};
          },
          [&](const EventValue& event) { return event_conditions(operand, event); },
          [&](const Elapsed& elapsed) { return elapsed_conditions(operand, elapsed); },
          [&](const MemberRange& range) { return range_conditions(operand, range, type); },
          [&](const InstantRange& range) { return instant_range_conditions(operand, range); },
          [&](const EventRange& range) {
            return instant_range_conditions(operand, {range.low, range.high});
          },
          [&](const ElapsedRange& range) { return elapsed_range_conditions(operand, range); },
      },
      value);
}

bool tells_apart(const Value& value, const Value& other, const Type& type) {
  const bool has_less = std::holds_alternative<Unknown>(value) && std::holds_alternative<Number>(other);
  if (has_less && !is_known(other)) return false;
  const auto conditions = expected_value("", value, type);
  return !conditions.empty() && conditions != expected_value("", other, type);
}

}  // namespace waymark
