#pragma once

#include <optional>
#include <string>

#include "interpreter/values/value.hpp"
#include "lang/ast/ast.hpp"

namespace waymark {

// A time that has passed since an instant, compared with a duration.
struct ElapsedComparison {
  Elapsed since;  // from the instant to now
  ast::ComparisonOperator op = ast::ComparisonOperator::equal;
  Quantity duration;
  bool holds = false;
};

// "2026-06-23", "2026-06-23 14:30"
std::string instant_text(const Elapsed& since);
// "5 months ago", "in 1 month", "today"
std::string ago_text(const Elapsed& since);
// Both of them: "2026-06-23, 5 months ago".
std::string when_words(const Moment& moment, const Moment& at);
// Of a date, moment or event that is known in part: "in March 2024", "in 2024", "between 2024-03-01 and
// 2024-04-30"; nullopt of any other value.
std::optional<std::string> in_words(const Value& value);
std::string in_words(const InstantRange& range);
// "2026-06-23, 5 months ago, is less than 6 months ago (6 months on 2026-12-23)"; of no time at all only that
// it is past or lies ahead. nullopt for `=` and `!=`.
std::optional<std::string> elapsed_words(const ElapsedComparison& comparison);
// When it comes to be so long ago: "2026-12-23"; nullopt where it is already, or is no instant.
std::optional<std::string> reached_on(const Elapsed& since, const Quantity& duration);

// How long ago a reading was: "6 h ago", "now", "in 2 days", "0.25 s ago". From one second on without
// fractions.
std::string age_text(const Moment& time, const Moment& at);
// How old a reading has to be that its age is said with it.
inline constexpr std::int64_t minutes_without_age = 15;
bool is_worth_its_age(const Moment& time, const Moment& at);

}  // namespace waymark
