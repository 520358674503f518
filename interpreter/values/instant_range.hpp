#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "interpreter/values/value.hpp"

namespace waymark {

// Dates, moments and events of which only the month or the year is known, and what is counted from them. Both
// ends are included, so that what holds for each day between them is known and all else is not.

// The value of a fact of this type that is given as a month or a year, in this offset.
Value partial_value(const PartialDate& date, const Type& type, std::int32_t offset_minutes);

// What lies between both ends: known where they meet. `low` is not behind `high`.
Value between_instants(const Instant& low, const Instant& high);
Value between_moments_of_event(const Moment& low, const Moment& high);
Value between_elapsed(const Elapsed& low, const Elapsed& high);

// The ends of a date or moment, or of when an event happened; nullopt of what has none, and of an event that
// has not happened. A date that is known stands for both ends.
std::optional<InstantRange> ends_of(const Value& value);
// The same as moments: a day begins and ends with its first moment in this offset, as a date does that
// something is counted from.
struct MomentRange {
  Moment low, high;
};
MomentRange first_moments(const InstantRange& range, std::int32_t offset_minutes);

// `2026-11`, `2026`, else both ends: `2026-11-03 to 2026-11-05`.
std::string to_string(const InstantRange& range);
std::string to_string(const EventRange& range);

// The month or year, or other days, that the range is; nullopt where moments neither begin nor end a day.
std::optional<PartialDate> days_of(const InstantRange& range);

}  // namespace waymark
