#include "lang/quantity/calendar.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>

#include <fmt/format.h>

#include "lang/text/characters.hpp"

namespace waymark {
namespace {

namespace chrono = std::chrono;

constexpr std::int32_t last_year = 9999;
constexpr std::int32_t widest_offset_minutes = 14 * 60;  // Kiribati
constexpr std::int64_t months_per_year = 12;
// More than any two dates are apart, so that sums below this size cannot overflow.
constexpr std::int64_t most_months = months_per_year * 2 * last_year;
constexpr std::int64_t most_days = 2 * 366 * last_year;

chrono::year_month_day fields_of(Date date) { return chrono::sys_days{chrono::days{date.days}}; }

std::optional<Date> date_from(const chrono::year_month_day& fields) {
  const auto year = static_cast<int>(fields.year());
  if (!fields.ok() || year < 1 || year > last_year) return std::nullopt;
  return Date{static_cast<std::int32_t>(chrono::sys_days{fields}.time_since_epoch().count())};
}

// Unlike the absolute value, this is defined for the smallest integer too.
bool within(std::int64_t value, std::int64_t limit) { return value >= -limit && value <= limit; }

std::optional<Date> date_from(std::int64_t days) {
  if (!within(days, most_days)) return std::nullopt;
  return date_from(fields_of({static_cast<std::int32_t>(days)}));
}

// Microseconds since 1970-01-01T00:00:00 on the clocks at the moment's offset.
std::int64_t local_microseconds(const Moment& moment) {
  return moment.microseconds + moment.offset_minutes * microseconds_per_minute;
}

std::int64_t days_before(std::int64_t microseconds) {
  return chrono::floor<chrono::days>(chrono::microseconds{microseconds}).count();
}

Moment at_time_of_day(Date date, std::int64_t microsecond_of_day, std::int32_t offset_minutes) {
  return at_same_clock_time({date.days * microseconds_per_day + microsecond_of_day, 0}, offset_minutes);
}

std::int64_t microsecond_of_day(const Moment& moment) {
  const auto microseconds = local_microseconds(moment);
  return microseconds - days_before(microseconds) * microseconds_per_day;
}

// --- reading

// Exactly `count` digits.
std::optional<int> take_number(std::string_view& text, std::size_t count) {
  if (text.size() < count || !std::ranges::all_of(text.substr(0, count), is_digit)) return std::nullopt;
  int number = 0;
  for (const char digit : text.substr(0, count)) number = number * 10 + (digit - '0');
  text.remove_prefix(count);
  return number;
}

// Two digits below `limit` behind the separator.
std::optional<int> take_field(std::string_view& text, char separator, int limit) {
  if (!take(text, separator)) return std::nullopt;
  const auto number = take_number(text, 2);
  return number && *number < limit ? number : std::nullopt;
}

std::optional<Date> take_date(std::string_view& text) {
  const auto year = take_number(text, 4);
  const auto month = take_field(text, '-', 13);
  const auto day = take_field(text, '-', 32);
  if (!year || !month || !day) return std::nullopt;
  return date_from(chrono::year_month_day{chrono::year{*year}, chrono::month{static_cast<unsigned>(*month)},
                                          chrono::day{static_cast<unsigned>(*day)}});
}

// `.25` or nothing, as microseconds. What is smaller than a microsecond is cut off.
std::optional<std::int64_t> take_fraction(std::string_view& text) {
  if (!take(text, '.')) return 0;
  if (text.empty() || !is_digit(text.front())) return std::nullopt;
  std::int64_t microseconds = 0;
  for (auto place = microseconds_per_second / 10; !text.empty() && is_digit(text.front()); place /= 10) {
    microseconds += (text.front() - '0') * place;
    text.remove_prefix(1);
  }
  return microseconds;
}

// `:15` or `:15.25`, or nothing, as microseconds.
std::optional<std::int64_t> take_seconds(std::string_view& text) {
  if (!text.starts_with(':')) return 0;
  const auto seconds = take_field(text, ':', 60);
  const auto fraction = seconds ? take_fraction(text) : std::nullopt;
  if (!fraction) return std::nullopt;
  return *seconds * microseconds_per_second + *fraction;
}

// `Thh:mm[:ss[.fraction]]`, as the microsecond of the day.
std::optional<std::int64_t> take_time(std::string_view& text) {
  const auto hour = take_field(text, 'T', 24);
  const auto minute = take_field(text, ':', 60);
  const auto seconds = take_seconds(text);
  if (!hour || !minute || !seconds) return std::nullopt;
  return (*hour * 60 + *minute) * microseconds_per_minute + *seconds;
}

std::optional<std::int32_t> take_offset(std::string_view& text, std::int32_t default_offset_minutes) {
  if (text.empty()) return default_offset_minutes;
  if (take(text, 'Z')) return 0;
  const char sign = text.front();
  if (sign != '+' && sign != '-') return std::nullopt;
  const auto hours = take_field(text, sign, 15);
  const auto minutes = take_field(text, ':', 60);
  if (!hours || !minutes) return std::nullopt;
  const std::int32_t offset = *hours * 60 + *minutes;
  if (offset > widest_offset_minutes) return std::nullopt;
  return sign == '-' ? -offset : offset;
}

std::string offset_text(std::int32_t minutes) {
  if (minutes == 0) return "Z";
  const auto size = std::abs(minutes);
  return fmt::format("{}{:02}:{:02}", minutes < 0 ? '-' : '+', size / 60, size % 60);
}

// The largest n with add_months(from, n) <= to, for from <= to.
template <typename Time>
std::int64_t count_months(const Time& from, const Time& to, Date first, Date last) {
  const auto start = fields_of(first);
  const auto end = fields_of(last);
  auto count =
      (chrono::year_month{end.year(), end.month()} - chrono::year_month{start.year(), start.month()}).count();
  const auto reached = add_months(from, count);
  return !reached || to < *reached ? count - 1 : count;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  const auto date = take_date(text);
  return text.empty() ? date : std::nullopt;
}

std::optional<PartialDate> parse_partial_date(std::string_view text) {
  const auto year = take_number(text, 4);
  if (!year) return std::nullopt;
  const bool has_month = !text.empty();
  const auto month = has_month ? take_field(text, '-', 13) : std::optional{1};
  if (!month || !text.empty()) return std::nullopt;
  const auto first = date_from(chrono::year{*year} / static_cast<unsigned>(*month) / 1);
  if (!first) return std::nullopt;
  const chrono::year_month_day_last last{
      chrono::year{*year},
      chrono::month_day_last{chrono::month{has_month ? static_cast<unsigned>(*month) : 12}}};
  return PartialDate{*first, *date_from(chrono::year_month_day{last})};
}

std::optional<Moment> parse_moment(std::string_view text, std::int32_t default_offset_minutes) {
  const auto date = take_date(text);
  const auto time = take_time(text);
  const auto offset = take_offset(text, default_offset_minutes);
  if (!date || !time || !offset || !text.empty()) return std::nullopt;
  return at_time_of_day(*date, *time, *offset);
}

std::optional<Moment> parse_moment_or_date(std::string_view text) {
  if (const auto date = parse_date(text)) return start_of(*date, 0);
  return parse_moment(text);
}

std::string to_string(Date date) {
  const auto fields = fields_of(date);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(fields.year()),
                     static_cast<unsigned>(fields.month()), static_cast<unsigned>(fields.day()));
}

std::string to_string(const PartialDate& date) {
  const auto day = to_string(date.first);
  for (const std::size_t length : {4U, 7U}) {  // of a year, of a month
    if (parse_partial_date(day.substr(0, length)) == date) return day.substr(0, length);
  }
  return fmt::format("{} to {}", day, to_string(date.last));
}

std::string to_string(const Moment& moment) {
  const auto microseconds = microsecond_of_day(moment);
  const auto seconds = microseconds / microseconds_per_second;
  return fmt::format("{}T{:02}:{:02}:{:02}{}{}", to_string(date_of(moment)), seconds / 3600,
                     seconds / 60 % 60, seconds % 60, fraction_text(microseconds % microseconds_per_second),
                     offset_text(moment.offset_minutes));
}

std::string fraction_text(std::int64_t microseconds) {
  if (microseconds == 0) return "";
  const auto digits = fmt::format(".{:06}", microseconds);
  return digits.substr(0, digits.find_last_not_of('0') + 1);
}

Date date_of(const Moment& moment) {
  return {static_cast<std::int32_t>(days_before(local_microseconds(moment)))};
}

Moment start_of(Date date, std::int32_t offset_minutes) { return at_time_of_day(date, 0, offset_minutes); }

Moment end_of(Date date, std::int32_t offset_minutes) {
  return at_time_of_day(date, microseconds_per_day - 1, offset_minutes);
}

Moment at_same_clock_time(const Moment& moment, std::int32_t offset_minutes) {
  return {moment.microseconds - offset_minutes * microseconds_per_minute, offset_minutes};
}

std::optional<Date> add_months(Date date, std::int64_t months) {
  if (!within(months, most_months)) return std::nullopt;
  const auto fields = fields_of(date);
  const auto month = chrono::year_month{fields.year(), fields.month()} + chrono::months{months};
  const auto last_day =
      chrono::year_month_day_last{month.year(), chrono::month_day_last{month.month()}}.day();
  return date_from(month / std::min(fields.day(), last_day));
}

std::optional<Moment> add_months(const Moment& moment, std::int64_t months) {
  const auto date = add_months(date_of(moment), months);
  if (!date) return std::nullopt;
  return at_time_of_day(*date, microsecond_of_day(moment), moment.offset_minutes);
}

std::optional<Date> add_days(Date date, std::int64_t days) {
  return within(days, most_days) ? date_from(date.days + days) : std::nullopt;
}

std::optional<Moment> add_microseconds(const Moment& moment, std::int64_t microseconds) {
  if (!within(microseconds, most_days * microseconds_per_day)) return std::nullopt;
  const Moment result{moment.microseconds + microseconds, moment.offset_minutes};
  if (!date_from(days_before(local_microseconds(result)))) return std::nullopt;
  return result;
}

std::int64_t whole_months_between(Date from, Date to) {
  return to < from ? -whole_months_between(to, from) : count_months(from, to, from, to);
}

std::int64_t whole_months_between(const Moment& from, const Moment& to) {
  if (to < from) return -whole_months_between(to, from);
  return count_months(from, to, date_of(from), date_of({to.microseconds, from.offset_minutes}));
}

}  // namespace waymark
