#include "interpreter/facts/given_text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace waymark {
namespace {

bool has_not_happened(const Value& value) {
  const auto* event = std::get_if<EventValue>(&value);
  return event && !event->moment;
}

std::string value_text(const Value& value, const Type& type) {
  if (const auto number = shown_number(value)) return to_exact_string(*number);
  return has_not_happened(value) ? "no" : to_string(value, type);
}

std::vector<std::string> set_lines(const std::string& name, const MemberStates& set, const Type& type) {
  if (set.closed && is_known(set)) return {fmt::format("{} = {}", name, to_string(set, type))};
  std::vector<std::string> result;
  for (std::size_t i = 0; i < set.states.size(); ++i) {
    if (set.states[i] == Truth::unknown) continue;
    result.push_back(
        fmt::format("{} includes {} = {}", name, type.members->members[i].id, to_string(set.states[i])));
  }
  return result;
}

std::string reading_text(const FactReading& reading, const Type& type) {
  const auto text = value_text(reading.value, type);
  if (!reading.time || has_not_happened(reading.value)) return text;
  return fmt::format("{} at {}", text, to_string(*reading.time));
}

// What is recorded only after `at` is not seen, and a scenario has no word for it.
bool is_told_later(const FactReading& reading, const std::optional<Moment>& at) {
  return reading.recorded && (!at || *at < *reading.recorded);
}

}  // namespace

std::vector<std::string> lines_of_readings(const std::string& name, std::vector<FactReading> readings,
                                           const Type& type, const std::optional<Moment>& at) {
  std::erase_if(readings, [&](const FactReading& each) { return is_told_later(each, at); });
  // The lines about members have no time, so only what has been read is said in them.
  if (type.kind == TypeKind::any_of)
    std::erase_if(readings, [&](const FactReading& each) { return each.time && at && *at < *each.time; });
  if (readings.empty()) return {};
  if (const auto* set = std::get_if<MemberStates>(&readings.back().value)) return set_lines(name, *set, type);
  // That an event has not happened has no time of its own; the latest reading is the one that counts.
  const auto is_no = [](const FactReading& reading) { return has_not_happened(reading.value); };
  const auto first = std::ranges::any_of(readings, is_no) ? readings.size() - 1 : 0;
  std::vector<std::string> texts;
  for (std::size_t i = first; i < readings.size(); ++i) texts.push_back(reading_text(readings[i], type));
  return {fmt::format("{} = {}", name, fmt::join(texts, ", "))};
}

}  // namespace waymark
