#include "lang/model/given_times.hpp"

#include "lang/quantity/calendar.hpp"

namespace waymark::model {

// Whether there is a moment so long before.
static bool is_in_calendar(const Quantity& ago, const Moment& at) {
  const bool is_calendar = counts_months(*ago.unit);
  const Rational size =
      ago.number.to_rational() * ago.unit->scale * big_integer(is_calendar ? 1 : microseconds_per_second);
  const mpz_class count = size.get_num() / size.get_den();
  const auto before = small_integer(-count);
  if (!before) return false;
  return is_calendar ? add_months(at, *before).has_value() : add_microseconds(at, *before).has_value();
}

std::vector<ReadingAgo> before_calendar(const Given& given, const Moment& at) {
  std::vector<ReadingAgo> result;
  const auto* readings = std::get_if<std::vector<GivenReading>>(&given.value);
  if (!readings) return result;
  for (const auto& reading : *readings) {
    const auto* ago = std::get_if<Quantity>(&reading.time.time);
    if (ago && !is_in_calendar(*ago, at)) result.push_back({*ago, reading.span});
  }
  return result;
}

}  // namespace waymark::model
