#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lang/quantity/rational.hpp"

namespace waymark {

// A finite IEEE 754-2008 decimal128 number: 34 significant digits, exponents from -6143 to 6144. An operation
// whose result is no finite number (overflow, division by zero, a root of a negative number) gives nullopt.
// Arithmetic rounds half to even at the 34th digit, as the standard does; equal numbers compare equal
// whatever their exponents are (0.10 = 0.1).
class Decimal {
 public:
  Decimal();  // zero
  Decimal(std::int64_t value);

  // Reads `[-]digits[.digits][(e|E)[+|-]digits]`; nullopt for any other text and for numbers out of range.
  // More than 34 significant digits are rounded.
  static std::optional<Decimal> parse(std::string_view text);
  // The nearest decimal; nullopt where it overflows.
  static std::optional<Decimal> from_rational(const Rational& value);

  Rational to_rational() const;
  bool is_zero() const;
  bool is_negative() const;
  bool is_whole() const;
  // The value as an integer; nullopt where it is not whole or does not fit.
  std::optional<std::int64_t> to_integer() const;
  // Plain digits without trailing zeros and without an exponent ("0.5", "-120"), rounded half away from zero
  // to at most `max_places` digits behind the point. Numbers of 10^21 and more, and numbers other than zero
  // that would round to nothing, are written with an exponent ("1.5e-12").
  std::string to_string(int max_places = 8) const;
  // All digits that the number has: parses back to an equal number.
  std::string to_exact_string() const;

  friend std::optional<Decimal> add(const Decimal& a, const Decimal& b);
  friend std::optional<Decimal> subtract(const Decimal& a, const Decimal& b);
  friend std::optional<Decimal> multiply(const Decimal& a, const Decimal& b);
  friend std::optional<Decimal> divide(const Decimal& a, const Decimal& b);
  friend Decimal negate(const Decimal& a);
  friend bool operator==(const Decimal& a, const Decimal& b);
  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
  std::size_t hash() const;  // equal numbers hash equal

 private:
  std::array<std::uint64_t, 2> bits_;  // the library's own encoding
};

// Half away from zero, as people round; `places` may be negative (round(1234, -2) = 1200).
std::optional<Decimal> round_to_places(const Decimal& value, int places);
std::optional<Decimal> round_to_multiple(const Decimal& value, const Decimal& step);  // step > 0
Decimal floor(const Decimal& value);
Decimal ceiling(const Decimal& value);
Decimal absolute(const Decimal& value);

// Correct to 15 significant digits and rounded there (half to even).
std::optional<Decimal> square_root(const Decimal& value);
std::optional<Decimal> power(const Decimal& base, const Decimal& exponent);
std::optional<Decimal> exponential(const Decimal& value);
std::optional<Decimal> natural_logarithm(const Decimal& value);
std::optional<Decimal> decimal_logarithm(const Decimal& value);

}  // namespace waymark
