#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lang/quantity/rational.hpp"

namespace waymark {

// A day of the proleptic Gregorian calendar, counted from 1970-01-01. Years 0001 to 9999.
struct Date {
  std::int32_t days = 0;
  friend auto operator<=>(const Date&, const Date&) = default;
};

inline constexpr std::int64_t microseconds_per_second = 1'000'000;
inline constexpr std::int64_t microseconds_per_minute = 60 * microseconds_per_second;
inline constexpr std::int64_t microseconds_per_day = 24 * 60 * microseconds_per_minute;
inline constexpr std::int64_t seconds_per_day = microseconds_per_day / microseconds_per_second;

// An instant: microseconds since 1970-01-01T00:00:00Z, and the offset from UTC that it was written with,
// which only its display and its calendar day depend on. Two moments are equal where the instants are.
struct Moment {
  std::int64_t microseconds = 0;
  std::int32_t offset_minutes = 0;
  friend bool operator==(const Moment& a, const Moment& b) { return a.microseconds == b.microseconds; }
  friend auto operator<=>(const Moment& a, const Moment& b) { return a.microseconds <=> b.microseconds; }
};

// A month or a year of the calendar, for a day of which no more is known: it is one from `first` to `last`,
// both included.
struct PartialDate {
  Date first, last;
  friend bool operator==(const PartialDate&, const PartialDate&) = default;
};

// `2026-11-23`; nullopt where it is no date of the calendar.
std::optional<Date> parse_date(std::string_view text);
// `2026-11` or `2026`; nullopt where it is neither.
std::optional<PartialDate> parse_partial_date(std::string_view text);
// `2026-11-23T08:30[:15[.25]]` with `Z`, `+01:00` or nothing, which means `default_offset_minutes`. Digits
// after the microsecond are cut off. 24:00 and leap seconds (:60) are refused. nullopt where it is no moment.
std::optional<Moment> parse_moment(std::string_view text, std::int32_t default_offset_minutes = 0);
// A moment in UTC unless it has an offset, or a date, which means its first moment in UTC. nullopt where it
// is neither.
std::optional<Moment> parse_moment_or_date(std::string_view text);
std::string to_string(Date date);  // 2026-11-23
// 2026-11, 2026; of any other stretch of days its ends, `2026-11-03 to 2026-11-05`.
std::string to_string(const PartialDate& date);
// 2026-11-23T08:30:00Z, 2026-11-23T08:30:00.25+01:00: a fraction only where there is one.
std::string to_string(const Moment& moment);
// The decimals after whole seconds, `.25` for 250,000: without trailing zeros, empty for 0. `microseconds`
// are at least 0 and less than a second.
std::string fraction_text(std::int64_t microseconds);

Date date_of(const Moment& moment);  // its calendar day at its own offset
Moment start_of(Date date, std::int32_t offset_minutes);
Moment end_of(Date date, std::int32_t offset_minutes);  // its last microsecond
// When clocks at the offset show what clocks in UTC show at `moment`.
Moment at_same_clock_time(const Moment& moment, std::int32_t offset_minutes);

// As people count: one month after 31 January is the last day of February. nullopt outside years 1 to 9999.
std::optional<Date> add_months(Date date, std::int64_t months);
std::optional<Moment> add_months(const Moment& moment,
                                 std::int64_t months);  // same time of day at its offset
std::optional<Date> add_days(Date date, std::int64_t days);
std::optional<Moment> add_microseconds(const Moment& moment, std::int64_t microseconds);

// Whole months from `from` to `to`: the largest n with add_months(from, n) <= to (for to < from: the negative
// of the count from `to` to `from`).
std::int64_t whole_months_between(Date from, Date to);
std::int64_t whole_months_between(const Moment& from, const Moment& to);

}  // namespace waymark
