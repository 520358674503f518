#include "interpreter/elapsed.hpp"

#include <cstdlib>

#include "lang/overloaded.hpp"

namespace waymark {
namespace {

constexpr std::int64_t seconds_per_day = 86'400;
constexpr std::int64_t months_per_year = 12;

bool counts_months(const Unit& unit) { return unit.dimension.contains("calendar"); }

// In seconds, or in months: the units' scales are relative to them.
Rational size(const Quantity& duration) { return duration.number.to_rational() * duration.unit->scale; }

std::optional<std::int64_t> whole_number(const Rational& value) {
  if (value.get_den() != 1 || !value.get_num().fits_slong_p()) return std::nullopt;
  return value.get_num().get_si();
}

std::optional<std::int64_t> floor_of(const Rational& value) {
  mpz_class result;
  mpz_fdiv_q(result.get_mpz_t(), value.get_num_mpz_t(), value.get_den_mpz_t());
  return result.fits_slong_p() ? std::optional<std::int64_t>{result.get_si()} : std::nullopt;
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

std::optional<Instant> shifted_by_seconds(const Instant& instant, const Rational& size) {
  if (const auto* date = std::get_if<Date>(&instant)) {
    const auto days = whole_number(size / seconds_per_day);
    return days ? std::optional<Instant>{add_days(*date, *days)} : std::nullopt;
  }
  const auto whole = floor_of(size);
  return whole ? std::optional<Instant>{add_seconds(std::get<Moment>(instant), *whole)} : std::nullopt;
}

template <typename Time>
std::optional<Instant> found(const std::optional<Time>& time) {
  return time ? std::optional<Instant>{*time} : std::nullopt;
}

}  // namespace
}  // namespace waymark
