#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "interpreter/values/value.hpp"
#include "lang/ast/ast.hpp"

namespace waymark {

// Time between two dates or moments: exact against hours, days and weeks; against months and years as people
// count.

// Clock time; a day between dates has 24 hours.
std::int64_t microseconds(const Elapsed& elapsed);
Rational seconds(const Elapsed& elapsed);
// The same stretch looked at from its other end.
Elapsed opposite(const Elapsed& elapsed);

std::strong_ordering compare(const Elapsed& a, const Elapsed& b);
// Against months and years: where the end stands to the beginning plus that many months. nullopt for a part
// of a month.
std::optional<std::strong_ordering> compare(const Elapsed& elapsed, const Quantity& duration);

// A number of hours, days or weeks is exact; months and years are whole ones. nullopt where it overflows.
std::optional<Quantity> count_in(const Elapsed& elapsed, const UnitPtr& unit);
// Whole calendar months between its ends.
std::int64_t whole_months(const Elapsed& elapsed);
// Whole days between its ends; of moments, stretches of 24 hours.
std::int64_t whole_days(const Elapsed& elapsed);

// nullopt for a part of a month, for a part of a day behind a date, and outside the years 1 to 9999. After a
// moment, parts of a microsecond are cut off.
std::optional<Instant> shifted(const Instant& instant, const Quantity& duration, bool backwards);
std::optional<Instant> shifted(const Instant& instant, const Elapsed& elapsed, bool backwards);

// "14 months 3 days", "6 h 20 min", "-2 days": the two largest parts.
std::string to_string(const Elapsed& elapsed);

}  // namespace waymark
