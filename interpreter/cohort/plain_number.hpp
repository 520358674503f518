#pragma once

#include <cstdint>
#include <optional>

namespace waymark::cohort {

// A short decimal without an exponent: `digits` steps of a tenth to the power of `places`.
struct PlainNumber {
  std::int64_t digits = 0;
  int places = 0;
};

// So few digits that a grid of eight places more still takes them.
inline constexpr int most_plain_digits = 10;

// Reads one as JSON writes it, and moves `begin` behind it; nullopt where it is none, or longer.
inline std::optional<PlainNumber> plain_number(const char*& begin, const char* end) {
  const auto is_digit = [&] { return begin != end && *begin >= '0' && *begin <= '9'; };
  const bool is_negative = begin != end && *begin == '-';
  if (is_negative) ++begin;
  const bool has_leading_zero = begin != end && *begin == '0';
  std::int64_t digits = 0;
  int whole = 0, places = 0;
  for (; is_digit() && whole <= most_plain_digits; ++begin, ++whole) digits = digits * 10 + (*begin - '0');
  if (whole == 0 || (has_leading_zero && whole > 1)) return std::nullopt;
  if (begin != end && *begin == '.') {
    for (++begin; is_digit() && whole + places <= most_plain_digits; ++begin, ++places)
      digits = digits * 10 + (*begin - '0');
    if (places == 0) return std::nullopt;
  }
  if (whole + places > most_plain_digits) return std::nullopt;
  return PlainNumber{is_negative ? -digits : digits, places};
}

}  // namespace waymark::cohort
