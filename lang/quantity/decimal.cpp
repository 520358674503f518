#include "lang/quantity/decimal.hpp"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <functional>
#include <limits>

// The library is linked in the variant whose calls take values, a rounding mode and a place for flags.
#define DECIMAL_CALL_BY_REFERENCE 0
#define DECIMAL_GLOBAL_ROUNDING 0
#define DECIMAL_GLOBAL_EXCEPTION_FLAGS 0
// Its macros are defined by the first header and used by the second.
// clang-format off
#include <bid_conf.h>
#include <bid_functions.h>
// clang-format on

#include "lang/quantity/decimal_parts.hpp"

namespace waymark {
namespace {

using Bits = std::array<std::uint64_t, 2>;

constexpr int function_precision = 15;  // of exp, ln, log10, pow, sqrt
constexpr int most_places = 10'000;     // behind or before the point: more than any number has

// The binary encoding of decimal128: sign, 14 bits of exponent (the lowest is 0), 113 bits of coefficient.
constexpr std::uint64_t sign_bit = std::uint64_t{1} << 63;
constexpr int exponent_shift = 49;
constexpr std::uint64_t coefficient_mask = (std::uint64_t{1} << exponent_shift) - 1;
constexpr std::uint64_t not_finite_mask = 0x7800'0000'0000'0000;  // all set in infinities and NaNs

BID_UINT128 to_library(const Decimal& value) {
  const auto bits = std::bit_cast<Bits>(value);
  return {{bits[0], bits[1]}};
}

std::optional<Decimal> from_library(const BID_UINT128& value) {
  const Bits bits{value.w[0], value.w[1]};
  if ((bits[1] & not_finite_mask) == not_finite_mask) return std::nullopt;
  return assemble(parts_of(std::bit_cast<Decimal>(bits)));
}

template <typename Operation>
std::optional<Decimal> calculate(Operation operation, const Decimal& a, const Decimal& b) {
  _IDEC_flags flags = 0;
  return from_library(operation(to_library(a), to_library(b), BID_ROUNDING_TO_NEAREST, &flags));
}

// --- rounding

Parts round_half_even(const Parts& parts, int digits) {
  const int dropped = digit_count(parts.coefficient) - digits;
  if (dropped <= 0) return parts;
  const auto divisor = powers_of_ten[dropped];
  auto quotient = parts.coefficient / divisor;
  const auto twice_rest = parts.coefficient % divisor * 2;
  if (twice_rest > divisor || (twice_rest == divisor && quotient % 2 == 1)) ++quotient;
  return {parts.negative, quotient, parts.exponent + dropped};
}

std::optional<Decimal> function_result(const BID_UINT128& value) {
  const auto exact = from_library(value);
  if (!exact) return std::nullopt;
  return assemble_in_range(without_trailing_zeros(round_half_even(parts_of(*exact), function_precision)));
}

// To a whole number, away from zero where there is a fraction and `away` holds, else towards it.
Decimal round_to_whole(const Decimal& value, bool away) {
  const auto parts = parts_of(value);
  if (parts.exponent >= 0) return value;
  const int places = -parts.exponent;
  if (places > precision) return assemble({parts.negative, away && !value.is_zero() ? 1u : 0u, 0});
  const auto whole = parts.coefficient / powers_of_ten[places];
  const bool has_fraction = parts.coefficient % powers_of_ten[places] != 0;
  return assemble({parts.negative, away && has_fraction ? whole + 1 : whole, 0});
}

// --- comparison

// Aligns two numbers of one sign where that stays within the coefficient's type, as it does for readings.
std::optional<std::strong_ordering> compare_small(const Parts& a, const Parts& b) {
  constexpr auto limit = std::numeric_limits<std::uint64_t>::max();
  constexpr int widest_shift = 19;
  const int places = a.exponent - b.exponent;
  if (a.coefficient > limit || b.coefficient > limit || std::abs(places) > widest_shift) return std::nullopt;
  const auto left = places > 0 ? a.coefficient * powers_of_ten[places] : a.coefficient;
  const auto right = places < 0 ? b.coefficient * powers_of_ten[-places] : b.coefficient;
  return left == right ? std::strong_ordering::equal
                       : (left < right ? std::strong_ordering::less : std::strong_ordering::greater);
}

std::strong_ordering compare_by_library(const Decimal& a, const Decimal& b) {
  _IDEC_flags flags = 0;
  if (bid128_quiet_equal(to_library(a), to_library(b), &flags)) return std::strong_ordering::equal;
  const bool less = bid128_quiet_less(to_library(a), to_library(b), &flags) != 0;
  return less ? std::strong_ordering::less : std::strong_ordering::greater;
}

}  // namespace

Parts parts_of(const Decimal& value) {
  const auto [low, high] = std::bit_cast<Bits>(value);
  const auto coefficient = static_cast<Coefficient>(high & coefficient_mask) << 64 | low;
  const auto exponent = static_cast<int>((high & ~sign_bit) >> exponent_shift) + lowest_exponent;
  return {(high & sign_bit) != 0, coefficient, exponent};
}

Decimal assemble(const Parts& parts) {
  if (parts.coefficient == 0) return {};
  const auto exponent = static_cast<std::uint64_t>(parts.exponent - lowest_exponent) << exponent_shift;
  const auto high = exponent | static_cast<std::uint64_t>(parts.coefficient >> 64);
  return std::bit_cast<Decimal>(
      Bits{static_cast<std::uint64_t>(parts.coefficient), parts.negative ? high | sign_bit : high});
}

std::optional<Decimal> assemble_in_range(Parts parts) {
  if (parts.coefficient == 0) return Decimal{};
  if (parts.coefficient == powers_of_ten[precision]) {
    parts.coefficient /= 10;
    ++parts.exponent;
  }
  const int excess = std::max(parts.exponent - highest_exponent, 0);
  if (excess >= precision || parts.coefficient >= powers_of_ten[precision - excess]) return std::nullopt;
  return assemble({parts.negative, parts.coefficient * powers_of_ten[excess], parts.exponent - excess});
}

int digit_count(Coefficient coefficient) {
  const auto above = std::ranges::upper_bound(powers_of_ten, coefficient);
  return static_cast<int>(above - powers_of_ten.begin());
}

Parts without_trailing_zeros(Parts parts) {
  while (parts.coefficient != 0 && parts.coefficient % 10 == 0) {
    parts.coefficient /= 10;
    ++parts.exponent;
  }
  return parts;
}

Parts round_half_away(const Parts& parts, int exponent) {
  const int dropped = exponent - parts.exponent;
  if (dropped <= 0) return parts;
  if (dropped > precision) return {parts.negative, 0, exponent};
  const auto divisor = powers_of_ten[dropped];
  return {parts.negative, (parts.coefficient + divisor / 2) / divisor, exponent};
}

Decimal::Decimal() : bits_{0, static_cast<std::uint64_t>(-lowest_exponent) << exponent_shift} {}

Decimal::Decimal(std::int64_t value) : Decimal{} {
  const auto magnitude = static_cast<std::uint64_t>(value);
  if (value != 0) *this = assemble({value < 0, value < 0 ? 0 - magnitude : magnitude, 0});
}

bool Decimal::is_zero() const { return *this == Decimal{}; }

bool Decimal::is_negative() const { return parts_of(*this).negative; }

bool Decimal::is_whole() const { return round_to_whole(*this, false) == *this; }

std::optional<std::int64_t> Decimal::to_integer() const {
  const auto parts = without_trailing_zeros(parts_of(*this));
  constexpr int most_zeros = 18;
  if (parts.exponent < 0 || parts.exponent > most_zeros) return std::nullopt;
  if (parts.coefficient >= powers_of_ten[most_zeros + 2]) return std::nullopt;
  const auto magnitude = parts.coefficient * powers_of_ten[parts.exponent];
  const auto limit = static_cast<Coefficient>(std::uint64_t{1} << 63);
  if (magnitude > limit || (magnitude == limit && !parts.negative)) return std::nullopt;
  const auto bits = static_cast<std::uint64_t>(magnitude);
  return static_cast<std::int64_t>(parts.negative ? 0 - bits : bits);
}

std::optional<Decimal> add(const Decimal& a, const Decimal& b) { return calculate(bid128_add, a, b); }

std::optional<Decimal> subtract(const Decimal& a, const Decimal& b) { return calculate(bid128_sub, a, b); }

std::optional<Decimal> multiply(const Decimal& a, const Decimal& b) { return calculate(bid128_mul, a, b); }

std::optional<Decimal> divide(const Decimal& a, const Decimal& b) { return calculate(bid128_div, a, b); }

Decimal negate(const Decimal& a) {
  const auto parts = parts_of(a);
  return assemble({!parts.negative, parts.coefficient, parts.exponent});
}

bool operator==(const Decimal& a, const Decimal& b) { return (a <=> b) == 0; }

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
  if (a.bits_ == b.bits_) return std::strong_ordering::equal;
  const auto left = parts_of(a);
  const auto right = parts_of(b);
  if (left.negative != right.negative) return right.negative <=> left.negative;
  const auto ordering = left.negative ? compare_small(right, left) : compare_small(left, right);
  return ordering ? *ordering : compare_by_library(a, b);
}

std::size_t Decimal::hash() const {
  const auto parts = without_trailing_zeros(parts_of(*this));
  const auto bits = std::bit_cast<Bits>(assemble(parts));
  constexpr std::uint64_t golden_ratio = 0x9e3779b97f4a7c15;
  return std::hash<std::uint64_t>{}((bits[0] ^ (bits[1] * golden_ratio)) * golden_ratio);
}

std::optional<Decimal> round_to_places(const Decimal& value, int places) {
  return assemble_in_range(round_half_away(parts_of(value), -std::clamp(places, -most_places, most_places)));
}

std::optional<Decimal> round_to_multiple(const Decimal& value, const Decimal& step) {
  const Rational size = step.to_rational();
  const Rational shifted = abs(value.to_rational()) / size + Rational{1, 2};
  const mpz_class count = shifted.get_num() / shifted.get_den();
  const Rational result = Rational{count} * size;
  return Decimal::from_rational(value.is_negative() ? Rational{-result} : result);
}

Decimal floor(const Decimal& value) { return round_to_whole(value, value.is_negative()); }

Decimal ceiling(const Decimal& value) { return round_to_whole(value, !value.is_negative()); }

Decimal absolute(const Decimal& value) { return value.is_negative() ? negate(value) : value; }

std::optional<Decimal> square_root(const Decimal& value) {
  _IDEC_flags flags = 0;
  return function_result(bid128_sqrt(to_library(value), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> power(const Decimal& base, const Decimal& exponent) {
  _IDEC_flags flags = 0;
  return function_result(bid128_pow(to_library(base), to_library(exponent), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> exponential(const Decimal& value) {
  _IDEC_flags flags = 0;
  return function_result(bid128_exp(to_library(value), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> natural_logarithm(const Decimal& value) {
  _IDEC_flags flags = 0;
  return function_result(bid128_log(to_library(value), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> decimal_logarithm(const Decimal& value) {
  _IDEC_flags flags = 0;
  return function_result(bid128_log10(to_library(value), BID_ROUNDING_TO_NEAREST, &flags));
}

}  // namespace waymark
