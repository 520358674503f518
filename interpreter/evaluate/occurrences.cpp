#include "interpreter/evaluate/occurrences.hpp"

#include <algorithm>

#include "interpreter/values/instant_range.hpp"
#include "interpreter/values/kleene.hpp"

namespace waymark {
namespace {

// The last of several of which some have surely happened, and others may have.
Value last_of(const std::vector<PossibleMoment>& occurrences, const Moment& at) {
  std::optional<Moment> low;
  for (const auto& each : occurrences) {
    if (each.high <= at) low = low ? std::max(*low, each.low) : each.low;
  }
  auto high = *low;
  const PossibleMoment* exact = nullptr;
  for (const auto& each : occurrences) {
    if (each.low <= at) high = std::max(high, std::min(each.high, at));
    if (each.is_exact() && each.low == *low) exact = &each;
  }
  return exact && high == *low ? exact->reading->value : between_moments_of_event(*low, high);
}

// Of several of which none has surely happened: the last that has, if any has, or the next one.
Value next_of(const std::vector<PossibleMoment>& occurrences) {
  const auto first = std::ranges::min_element(occurrences, {}, &PossibleMoment::low);
  const auto soonest = std::ranges::min_element(occurrences, {}, &PossibleMoment::high);
  if (first->low == soonest->high) return first->reading->value;
  return between_moments_of_event(first->low, soonest->high);
}

}  // namespace

Truth has_happened(const Value& event, const Moment& at) {
  if (const auto* known = std::get_if<EventValue>(&event))
    return truth_of(known->moment && *known->moment <= at);
  const auto* range = std::get_if<EventRange>(&event);
  if (!range) return Truth::unknown;
  if (range->high <= at) return Truth::yes;
  return at < range->low ? Truth::no : Truth::unknown;
}

std::vector<PossibleMoment> told_occurrences(const std::vector<FactReading>& readings, const Moment& at) {
  const auto current = current_reading(readings, at, std::nullopt);
  std::vector<PossibleMoment> result;
  for (const auto& reading : readings) {
    const auto told = reading.time.value_or(at);
    if (!current.reading || !is_seen(reading, told, at) || told != current.time) continue;
    const auto* event = std::get_if<EventValue>(&reading.value);
    const auto* range = std::get_if<EventRange>(&reading.value);
    if (event && event->moment) result.push_back({&reading, *event->moment, *event->moment});
    if (range) result.push_back({&reading, range->low, range->high});
  }
  return result;
}

const Value* standing_value(const CurrentReading& current, const std::vector<FactReading>& readings) {
  const auto is_range = [](const FactReading& reading) {
    return std::holds_alternative<EventRange>(reading.value);
  };
  return std::ranges::none_of(readings, is_range) ? &current.reading->value : nullptr;
}

Value value_of(const CurrentReading& current, const std::vector<FactReading>& readings, const Moment& at) {
  if (const auto* standing = standing_value(current, readings)) return *standing;
  const auto occurrences = told_occurrences(readings, at);
  if (occurrences.empty()) return current.reading->value;
  const auto has_happened = [&](const PossibleMoment& each) { return each.high <= at; };
  return std::ranges::any_of(occurrences, has_happened) ? last_of(occurrences, at) : next_of(occurrences);
}

}  // namespace waymark
