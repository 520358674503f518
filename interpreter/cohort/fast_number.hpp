#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "interpreter/cohort/short_text.hpp"

namespace waymark::cohort {

// A short decimal without an exponent: `digits` steps of a tenth to the power of `places`.
struct PlainNumber {
  std::int64_t digits = 0;
  int places = 0;
};

// So few digits that a grid of eight places more still takes them.
inline constexpr int most_plain_digits = 10;
inline constexpr int most_plain_places = 8;

inline constexpr std::array<std::int64_t, most_plain_digits + 1> powers_of_ten = {
    1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000, 10'000'000'000};

// As a count of steps that each are a tenth to the power of `places`; nullopt where it is between two steps.
inline std::optional<std::int64_t> step_of(PlainNumber number, int places) {
  for (; number.places > places; --number.places) {
    if (number.digits % 10 != 0) return std::nullopt;
    number.digits /= 10;
  }
  return number.digits * powers_of_ten[static_cast<std::size_t>(places - number.places)];
}

// What a number in another unit is in the declared one: so many times as much.
struct UnitScale {
  std::int64_t numerator = 1, denominator = 1;  // positive
};

// Between which steps a number stands: on the first of them, or above it.
struct NumberPlace {
  std::int64_t step = 0;
  bool is_on_step = false;
};

// nullopt where the step is beyond what 64 bits take.
inline std::optional<NumberPlace> place_of(PlainNumber number, UnitScale scale, int places) {
  __extension__ using Wide = __int128;
  const auto power = [](int exponent) { return powers_of_ten[static_cast<std::size_t>(exponent)]; };
  const auto dividend = Wide{number.digits} * power(places) * scale.numerator;
  const auto divisor = Wide{power(number.places)} * scale.denominator;
  auto step = dividend / divisor;
  const bool is_on_step = step * divisor == dividend;
  if (!is_on_step && dividend < 0) --step;
  constexpr Wide most = INT64_MAX;
  if (step > most || step < -most) return std::nullopt;
  return NumberPlace{static_cast<std::int64_t>(step), is_on_step};
}

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

// The number that eight digits say, the first one in the lowest byte, each as its value: two by two, then
// four by four.
constexpr std::int64_t value_of_digits(std::uint64_t digits) {
  digits = digits * 10 + (digits >> 8);
  constexpr std::uint64_t pairs = 0x000000FF000000FFULL;
  constexpr std::uint64_t first = 100 + (1'000'000ULL << 32), second = 1 + (10'000ULL << 32);
  return static_cast<std::int64_t>(((digits & pairs) * first + (digits >> 16 & pairs) * second) >> 32);
}

// A number that is not negative, of up to seven characters.
struct ShortNumber {
  PlainNumber number;
  std::size_t size = 0;  // 0: none that is read this way
};

// Of digits, the last one in the highest byte, with a point before the last `places` of them: without it.
constexpr std::uint64_t without_point(std::uint64_t digits, std::size_t places) {
  const auto before = (std::uint64_t{1} << 8 * (short_size - 1 - places)) - 1;
  return (digits & before) << 8 | (digits & ~(before << 8 | 0xFF));
}

// What a text begins with, all of its digits at once.
[[gnu::always_inline]] constexpr ShortNumber short_number_in(std::uint64_t text) {
  const auto values = text ^ repeated('0');
  // Marks what is no digit, up to the second such byte at least where the first is a point.
  const auto others = ((values + repeated(0x76)) | values) & repeated('\x80');
  const auto byte = [](std::uint64_t marks) { return static_cast<std::size_t>(std::countr_zero(marks)) / 8; };
  const auto whole = byte(others);
  const bool has_point = (text >> (8 * whole & 63) & 0xFF) == '.';
  const auto size = byte(has_point ? others & (others - 1) : others);
  const bool has_idle_zero = (text & 0xFF) == '0' && whole > 1;
  if (size == short_size || whole == 0 || has_idle_zero) return {};
  const auto digits = values << 8 * (short_size - size);
  if (!has_point) return {{value_of_digits(digits), 0}, size};
  const auto places = size - whole - 1;
  if (places == 0) return {};
  return {{value_of_digits(without_point(digits, places)), static_cast<int>(places)}, size};
}

}  // namespace waymark::cohort
