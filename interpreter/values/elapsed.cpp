#include "interpreter/values/elapsed.hpp"

#include <fmt/format.h>

#include "lang/text/overloaded.hpp"

namespace waymark {
namespace {

constexpr std::int64_t months_per_year = 12;

// In seconds, or in months: the units' scales are relative to them.
Rational size(const Quantity& duration) { return duration.number.to_rational() * duration.unit->scale; }

// The size of most durations, which needs no fractions: a whole number of seconds or months, of 64 bits.
std::optional<std::int64_t> whole_size(const Quantity& duration) {
  const auto number = duration.number.to_integer();
  const auto& scale = duration.unit->scale;
  std::int64_t result = 0;
  const auto factor = whole_number(scale);
  if (!number || !factor || __builtin_mul_overflow(*number, *factor, &result)) return std::nullopt;
  return result;
}

// The same in microseconds, of what counts no months.
std::optional<std::int64_t> whole_microseconds(const Quantity& duration) {
  const auto seconds = whole_size(duration);
  std::int64_t result = 0;
  if (!seconds || __builtin_mul_overflow(*seconds, std::int64_t{microseconds_per_second}, &result))
    return std::nullopt;
  return result;
}

Rational truncated(const Rational& value) {
  mpz_class result;
  mpz_tdiv_q(result.get_mpz_t(), value.get_num_mpz_t(), value.get_den_mpz_t());
  return result;
}

// Where `to` stands to `from` plus `months`. Beyond the calendar's years everything lies before or behind.
template <typename Time>
std::strong_ordering compare_months(const Time& from, const Time& to, std::int64_t months) {
  const auto end = add_months(from, months);
  if (!end) return months > 0 ? std::strong_ordering::less : std::strong_ordering::greater;
  return to <=> *end;
}

std::optional<std::strong_ordering> compare_calendar(const Elapsed& elapsed, const Quantity& duration) {
  const auto months = whole_number(size(duration));
  if (!months) return std::nullopt;
  return std::visit([&](const auto& ends) { return compare_months(ends.first, ends.second, *months); },
                    elapsed.between);
}

template <typename Time>
std::optional<Instant> instant_of(const std::optional<Time>& time) {
  return time ? std::optional<Instant>{*time} : std::nullopt;
}

std::optional<Instant> shifted_by_seconds(const Instant& instant, const Rational& seconds) {
  if (const auto* date = std::get_if<Date>(&instant)) {
    const auto days = whole_number(seconds / big_integer(seconds_per_day));
    return days ? instant_of(add_days(*date, *days)) : std::nullopt;
  }
  const auto microseconds = whole_number(floor_of(seconds * big_integer(microseconds_per_second)));
  return microseconds ? instant_of(add_microseconds(std::get<Moment>(instant), *microseconds)) : std::nullopt;
}

// By a whole number of seconds; of a date by whole days.
std::optional<Instant> shifted_by_microseconds(const Instant& instant, std::int64_t microseconds) {
  if (const auto* moment = std::get_if<Moment>(&instant))
    return instant_of(add_microseconds(*moment, microseconds));
  if (microseconds % microseconds_per_day != 0) return std::nullopt;
  return instant_of(add_days(std::get<Date>(instant), microseconds / microseconds_per_day));
}

std::optional<Instant> shifted_by_months(const Instant& instant, std::int64_t months) {
  return std::visit([&](const auto& time) { return instant_of(add_months(time, months)); }, instant);
}

// --- text

std::int64_t microseconds_between(Date from, Date to) {
  return (to.days - std::int64_t{from.days}) * microseconds_per_day;
}
std::int64_t microseconds_between(const Moment& from, const Moment& to) {
  return to.microseconds - from.microseconds;
}

// The second as `s.s/s`: what has more factors than its type is shown in the unit of that, so that hours are
// shown as hours.
UnitPtr counted_second() {
  auto unit = *std::get<UnitPtr>(parse_ucum("s"));
  const auto factor = unit.factors.front();
  auto taken_off = factor;
  taken_off.exponent = -1;
  unit.factors = {factor, factor, taken_off};
  return std::make_shared<const Unit>(std::move(unit));
}

Quantity in_seconds(const Elapsed& elapsed) {
  static const auto unit = counted_second();
  return {*Decimal::from_rational(seconds(elapsed)), unit};
}

// What is left of the time between `ends` behind its whole months.
template <typename Time>
std::int64_t microseconds_beyond_months(const std::pair<Time, Time>& ends, std::int64_t months) {
  return microseconds_between(add_months(ends.first, months).value_or(ends.first), ends.second);
}

// The largest parts of a duration that are not zero; two of them say enough.
class PartsText {
 public:
  void append(std::int64_t count, std::string_view one, std::string_view many) {
    if (count != 0) append(fmt::format("{} {}", count, count == 1 ? one : many));
  }
  void append_seconds(std::int64_t microseconds) {
    const auto fraction = fraction_text(microseconds % microseconds_per_second);
    if (microseconds != 0) append(fmt::format("{}{} s", microseconds / microseconds_per_second, fraction));
  }
  const std::string& text() const { return text_; }

 private:
  void append(const std::string& part) {
    if (parts_ == most_parts) return;
    text_ += (parts_ == 0 ? "" : " ") + part;
    ++parts_;
  }

  static constexpr int most_parts = 2;
  std::string text_;
  int parts_ = 0;
};

// People count up to two months in days and up to two years in months.
std::string positive_text(const Elapsed& elapsed) {
  constexpr std::int64_t fewest_months = 2;
  constexpr std::int64_t fewest_years = 2;
  const auto counted = whole_months(elapsed);
  const auto months = counted < fewest_months ? 0 : counted;
  const auto years = months < fewest_years * months_per_year ? 0 : months / months_per_year;
  const auto rest =
      std::visit([&](const auto& ends) { return microseconds_beyond_months(ends, months); }, elapsed.between);
  PartsText parts;
  parts.append(years, "year", "years");
  parts.append(months - years * months_per_year, "month", "months");
  const auto minutes = rest / microseconds_per_minute;
  parts.append(rest / microseconds_per_day, "day", "days");
  parts.append(minutes / 60 % 24, "h", "h");
  parts.append(minutes % 60, "min", "min");
  parts.append_seconds(rest % microseconds_per_minute);
  return parts.text();
}

}  // namespace

std::int64_t microseconds(const Elapsed& elapsed) {
  return std::visit([](const auto& ends) { return microseconds_between(ends.first, ends.second); },
                    elapsed.between);
}

Rational seconds(const Elapsed& elapsed) {
  return Rational{big_integer(microseconds(elapsed))} / big_integer(microseconds_per_second);
}

Elapsed opposite(const Elapsed& elapsed) {
  return std::visit(
      [](const auto& ends) {
        return Elapsed{std::pair{ends.second, ends.first}};
      },
      elapsed.between);
}

std::strong_ordering compare(const Elapsed& a, const Elapsed& b) {
  return microseconds(a) <=> microseconds(b);
}

std::optional<std::strong_ordering> compare(const Elapsed& elapsed, const Quantity& duration) {
  if (counts_months(*duration.unit)) return compare_calendar(elapsed, duration);
  if (const auto whole = whole_microseconds(duration)) return microseconds(elapsed) <=> *whole;
  return cmp(seconds(elapsed), size(duration)) <=> 0;
}

// What has no end as a decimal is in seconds, where it is exact.
std::optional<Quantity> count_in(const Elapsed& elapsed, const UnitPtr& unit) {
  const bool calendar = counts_months(*unit);
  const Rational count =
      (calendar ? Rational{big_integer(whole_months(elapsed))} : seconds(elapsed)) / unit->scale;
  const Rational whole = calendar ? truncated(count) : count;
  const auto number = Decimal::from_rational(whole);
  if (!number) return std::nullopt;
  return number->to_rational() == whole ? Quantity{*number, unit} : in_seconds(elapsed);
}

std::int64_t whole_months(const Elapsed& elapsed) {
  return std::visit([](const auto& ends) { return whole_months_between(ends.first, ends.second); },
                    elapsed.between);
}

std::int64_t whole_days(const Elapsed& elapsed) { return microseconds(elapsed) / microseconds_per_day; }

std::optional<Instant> shifted(const Instant& instant, const Quantity& duration, bool backwards) {
  const bool by_months = counts_months(*duration.unit);
  const auto whole = by_months ? std::nullopt : whole_microseconds(duration);
  if (whole) return shifted_by_microseconds(instant, backwards ? -*whole : *whole);
  const Rational distance = backwards ? Rational{-size(duration)} : size(duration);
  if (!by_months) return shifted_by_seconds(instant, distance);
  const auto months = whole_number(distance);
  return months ? shifted_by_months(instant, *months) : std::nullopt;
}

std::optional<Instant> shifted(const Instant& instant, const Elapsed& elapsed, bool backwards) {
  return shifted_by_seconds(instant, backwards ? Rational{-seconds(elapsed)} : seconds(elapsed));
}

std::string to_string(const Elapsed& elapsed) {
  const auto size = microseconds(elapsed);
  if (size < 0) return "-" + positive_text(opposite(elapsed));
  if (size > 0) return positive_text(elapsed);
  return std::holds_alternative<std::pair<Date, Date>>(elapsed.between) ? "0 days" : "0 s";
}

}  // namespace waymark
