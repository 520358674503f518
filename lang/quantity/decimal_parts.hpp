#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "lang/quantity/decimal.hpp"

// What a decimal's bits say; for decimal.cpp and decimal_conversion.cpp only.
namespace waymark {

__extension__ typedef unsigned __int128 Coefficient;

constexpr int precision = 34;
constexpr int lowest_exponent = -6176;
constexpr int highest_exponent = 6111;

// Powers of ten as far as a coefficient's type reaches.
constexpr auto powers_of_ten = [] {
  std::array<Coefficient, 39> powers{1};
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}();

// coefficient * 10^exponent, with a sign.
struct Parts {
  bool negative = false;
  Coefficient coefficient = 0;
  int exponent = 0;
};

Parts parts_of(const Decimal& value);
// Of parts in range. Zero has one encoding only, so that there is neither -0 nor a difference between 0.0 and
// 0.
Decimal assemble(const Parts& parts);
// Of a coefficient up to 10^34 with any exponent from the lowest on, by appending zeros; nullopt where they
// overflow.
std::optional<Decimal> assemble_in_range(Parts parts);

int digit_count(Coefficient coefficient);
Parts without_trailing_zeros(Parts parts);
// To a multiple of 10^exponent.
Parts round_half_away(const Parts& parts, int exponent);

}  // namespace waymark
