#include "tools/report/elapsed_words.hpp"

#include <array>

#include <fmt/format.h>

#include "interpreter/values/elapsed.hpp"
#include "interpreter/values/instant_range.hpp"
#include "lang/text/overloaded.hpp"
#include "tools/report/statement_text.hpp"

namespace waymark {

namespace {

Instant beginning(const Elapsed& since) {
  return std::visit([](const auto& ends) -> Instant { return ends.first; }, since.between);
}

// A moment at midnight was given as a day.
bool is_day(const Moment& moment) { return start_of(date_of(moment), moment.offset_minutes) == moment; }

std::string text_of(const Instant& instant) {
  const auto* date = std::get_if<Date>(&instant);
  if (date) return to_string(*date);
  const auto& moment = std::get<Moment>(instant);
  return is_day(moment) ? to_string(date_of(moment)) : moment_text(moment);
}

// Since a day, whole days have passed.
Elapsed as_people_count(const Elapsed& since) {
  const auto* moments = std::get_if<std::pair<Moment, Moment>>(&since.between);
  if (!moments || !is_day(moments->first)) return since;
  auto to = moments->second;
  to.offset_minutes = moments->first.offset_minutes;
  return Elapsed{std::pair{date_of(moments->first), date_of(to)}};
}

std::optional<std::string_view> comparison_with_past(ast::ComparisonOperator op, bool holds) {
  using enum ast::ComparisonOperator;
  switch (op) {
    case greater_equal: return holds ? "at least" : "less than";
    case greater: return holds ? "more than" : "at most";
    case less_equal: return holds ? "at most" : "more than";
    case less: return holds ? "less than" : "at least";
    case equal:
    case not_equal: break;
  }
  return std::nullopt;
}

// From a moment to a later one, without the fraction of a time that has whole seconds.
Elapsed in_whole_seconds(Moment from, const Moment& to) {
  const auto size = to.microseconds - from.microseconds;
  if (size > microseconds_per_second) from.microseconds += size % microseconds_per_second;
  return {std::pair{from, to}};
}

bool lies_ahead(const Elapsed& since) { return microseconds(since) < 0; }

}  // namespace

std::string instant_text(const Elapsed& since) { return text_of(beginning(since)); }

std::string ago_text(const Elapsed& exact) {
  const auto since = as_people_count(exact);
  if (lies_ahead(since)) return "in " + to_string(opposite(since));
  if (microseconds(since) > 0) return to_string(since) + " ago";
  return std::holds_alternative<std::pair<Date, Date>>(since.between) ? "today" : "now";
}

std::string when_words(const Moment& moment, const Moment& at) {
  const Elapsed since{std::pair{moment, at}};
  return fmt::format("{}, {}", instant_text(since), ago_text(since));
}

std::string in_words(const InstantRange& range) {
  static constexpr auto months =
      std::to_array<std::string_view>({"January", "February", "March", "April", "May", "June", "July",
                                       "August", "September", "October", "November", "December"});
  const auto text = to_string(range);
  const std::string_view year = std::string_view{text}.substr(0, 4);
  if (text.size() == year.size()) return fmt::format("in {}", year);
  constexpr std::size_t month_length = 7;
  if (text.size() == month_length)
    return fmt::format("in {} {}", months[std::stoul(text.substr(5)) - 1], year);
  return fmt::format("between {} and {}", text_of(range.low), text_of(range.high));
}

std::optional<std::string> in_words(const Value& value) {
  if (!is_partial(value)) return std::nullopt;
  return in_words(*ends_of(value));
}

std::optional<std::string> reached_on(const Elapsed& since, const Quantity& duration) {
  const auto order = compare(since, duration);
  if (!order || *order >= 0) return std::nullopt;
  const auto end = shifted(beginning(since), duration, false);
  return end ? std::optional{text_of(*end)} : std::nullopt;
}

std::optional<std::string> elapsed_words(const ElapsedComparison& comparison) {
  const auto& [since, op, duration, holds] = comparison;
  const auto words = comparison_with_past(op, holds);
  if (!words) return std::nullopt;
  const auto when = fmt::format("{}, {}", instant_text(since), ago_text(since));
  if (duration.number.is_zero()) return when + (lies_ahead(since) ? ", lies ahead" : "");
  const auto length = to_string(duration);
  const auto reached = reached_on(since, duration);
  return fmt::format("{}, is {} {} ago{}", when, *words, length,
                     reached ? fmt::format(" ({} on {})", length, *reached) : "");
}

std::string age_text(const Moment& time, const Moment& at) {
  if (time == at) return "now";
  if (at < time) return "in " + to_string(in_whole_seconds(at, time));
  return to_string(in_whole_seconds(time, at)) + " ago";
}

bool is_worth_its_age(const Moment& time, const Moment& at) {
  return at.microseconds - time.microseconds > minutes_without_age * microseconds_per_minute;
}

}  // namespace waymark
