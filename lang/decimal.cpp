#include "lang/decimal.hpp"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <functional>
#include <limits>

// The library is linked in the variant that takes values, a rounding mode and a place for flags with each call.
#define DECIMAL_CALL_BY_REFERENCE 0
#define DECIMAL_GLOBAL_ROUNDING 0
#define DECIMAL_GLOBAL_EXCEPTION_FLAGS 0
// Its macros are defined by the first header and used by the second.
// clang-format off
#include <bid_conf.h>
#include <bid_functions.h>
// clang-format on

namespace waymark {
namespace {

__extension__ typedef unsigned __int128 Coefficient;
using Bits = std::array<std::uint64_t, 2>;

constexpr int precision = 34;
constexpr int function_precision = 15;  // of exp, ln, log10, pow, sqrt
constexpr int lowest_exponent = -6176;
constexpr int highest_exponent = 6111;

// Powers of ten as far as a coefficient's type reaches.
constexpr auto powers_of_ten = [] {
  std::array<Coefficient, 39> powers{1};
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}();

// -1^negative * coefficient * 10^exponent
struct Parts {
  bool negative = false;
  Coefficient coefficient = 0;
  int exponent = 0;
};

// The binary encoding of decimal128: sign, 14 bits of exponent (its lowest counts as 0), 113 bits of coefficient.
constexpr std::uint64_t sign_bit = std::uint64_t{1} << 63;
constexpr int exponent_shift = 49;
constexpr std::uint64_t coefficient_mask = (std::uint64_t{1} << exponent_shift) - 1;
constexpr std::uint64_t not_finite_mask = 0x7800'0000'0000'0000;  // all set in infinities and NaNs

Parts parts_of(const Decimal& value) {
  const auto [low, high] = std::bit_cast<Bits>(value);
  const auto coefficient = static_cast<Coefficient>(high & coefficient_mask) << 64 | low;
  const auto exponent = static_cast<int>((high & ~sign_bit) >> exponent_shift) + lowest_exponent;
  return {(high & sign_bit) != 0, coefficient, exponent};
}

// Zero has one encoding only, so that there is neither -0 nor a difference between 0.0 and 0.
Decimal assemble(const Parts& parts) {
  if (parts.coefficient == 0) return {};
  const auto exponent = static_cast<std::uint64_t>(parts.exponent - lowest_exponent) << exponent_shift;
  const auto high = exponent | static_cast<std::uint64_t>(parts.coefficient >> 64);
  return std::bit_cast<Decimal>(
      Bits{static_cast<std::uint64_t>(parts.coefficient), parts.negative ? high | sign_bit : high});
}

// Brings a coefficient below 10^34 with a large exponent into range by appending zeros, where that is possible.
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

int digit_count(Coefficient coefficient) {
  const auto above = std::ranges::upper_bound(powers_of_ten, coefficient);
  return static_cast<int>(above - powers_of_ten.begin());
}

std::string digits_of(Coefficient coefficient) {
  std::string digits;
  for (; coefficient != 0; coefficient /= 10) digits += static_cast<char>('0' + static_cast<int>(coefficient % 10));
  std::ranges::reverse(digits);
  return digits;
}

Parts without_trailing_zeros(Parts parts) {
  while (parts.coefficient != 0 && parts.coefficient % 10 == 0) {
    parts.coefficient /= 10;
    ++parts.exponent;
  }
  return parts;
}

// --- rounding

// Half away from zero, to a multiple of 10^exponent.
Parts round_half_away(const Parts& parts, int exponent) {
  const int dropped = exponent - parts.exponent;
  if (dropped <= 0) return parts;
  if (dropped > precision) return {parts.negative, 0, exponent};
  const auto divisor = powers_of_ten[dropped];
  return {parts.negative, (parts.coefficient + divisor / 2) / divisor, exponent};
}

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

// --- reading

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view take_digits(std::string_view& text) {
  const auto end = std::ranges::find_if_not(text, is_digit);
  const auto digits = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(digits.size());
  return digits;
}

bool take(std::string_view& text, char wanted) {
  if (!text.starts_with(wanted)) return false;
  text.remove_prefix(1);
  return true;
}

struct NumberText {
  bool negative = false;
  std::string_view whole;
  std::string_view fraction;
  std::int64_t exponent = 0;
};

// `(e|E)[+|-]digits` or nothing. Exponents beyond any number's are cut short.
std::optional<std::int64_t> take_exponent(std::string_view& text) {
  if (!take(text, 'e') && !take(text, 'E')) return 0;
  const bool negative = take(text, '-');
  if (!negative) take(text, '+');
  const auto digits = take_digits(text);
  if (digits.empty()) return std::nullopt;
  std::int64_t exponent = 0;
  for (const char digit : digits) exponent = std::min<std::int64_t>(exponent * 10 + (digit - '0'), 1'000'000'000'000);
  return negative ? -exponent : exponent;
}

std::optional<NumberText> read_number(std::string_view text) {
  NumberText number;
  number.negative = take(text, '-');
  number.whole = take_digits(text);
  if (number.whole.empty()) return std::nullopt;
  if (take(text, '.')) {
    number.fraction = take_digits(text);
    if (number.fraction.empty()) return std::nullopt;
  }
  const auto exponent = take_exponent(text);
  if (!exponent || !text.empty()) return std::nullopt;
  number.exponent = *exponent;
  return number;
}

Coefficient append_digits(Coefficient coefficient, std::string_view digits) {
  for (const char digit : digits) coefficient = coefficient * 10 + static_cast<unsigned>(digit - '0');
  return coefficient;
}

bool rounds_up(Coefficient kept, std::string_view dropped) {
  if (dropped.front() != '5') return dropped.front() > '5';
  return kept % 2 == 1 || dropped.find_first_not_of('0', 1) != std::string_view::npos;
}

// The decimal nearest to digits * 10^exponent, half to even, with fewer digits where the exponent is at its lowest.
std::optional<Decimal> nearest(bool negative, std::string_view digits, std::int64_t exponent) {
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
  const auto available = static_cast<std::int64_t>(digits.size());
  const auto room = std::min<std::int64_t>(precision, available + exponent - lowest_exponent);
  if (available == 0 || room < 0) return Decimal{};
  if (available + exponent > highest_exponent + precision) return std::nullopt;
  const auto kept = std::min(room, available);
  Parts parts{negative, append_digits(0, digits.substr(0, static_cast<std::size_t>(kept))),
              static_cast<int>(exponent + available - kept)};
  const auto dropped = digits.substr(static_cast<std::size_t>(kept));
  if (!dropped.empty() && rounds_up(parts.coefficient, dropped)) ++parts.coefficient;
  return assemble_in_range(parts);
}

// --- writing

std::string with_sign(bool negative, std::string text) { return negative ? "-" + text : text; }

// Digits of a number without trailing zeros, as "0.05", "12.5" or "1200".
std::string plain_digits(const Parts& parts) {
  auto digits = digits_of(parts.coefficient);
  if (parts.exponent >= 0) return digits.append(static_cast<std::size_t>(parts.exponent), '0');
  const auto places = static_cast<std::size_t>(-parts.exponent);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  return digits.insert(digits.size() - places, ".");
}

std::string scientific_digits(const Parts& parts) {
  auto digits = digits_of(parts.coefficient);
  const auto exponent = parts.exponent + static_cast<int>(digits.size()) - 1;
  if (digits.size() > 1) digits.insert(1, ".");
  return digits + "e" + std::to_string(exponent);
}

// The place of the first digit: 0 for 1 to 9, -1 for tenths.
int magnitude(const Parts& parts) { return parts.exponent + digit_count(parts.coefficient) - 1; }

constexpr int first_scientific_magnitude = 21;
constexpr int last_plain_magnitude = -9;  // of numbers written with all their digits

// --- comparison

// Aligns two numbers of one sign where that stays within the coefficient's type, as it does for readings.
std::optional<std::strong_ordering> compare_small(const Parts& a, const Parts& b) {
  constexpr auto limit = std::numeric_limits<std::uint64_t>::max();
  constexpr int most_places = 19;
  const int places = a.exponent - b.exponent;
  if (a.coefficient > limit || b.coefficient > limit || std::abs(places) > most_places) return std::nullopt;
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

mpz_class integer_of(Coefficient coefficient) {
  mpz_class result = static_cast<unsigned long>(coefficient >> 64);
  result <<= 64;
  result += static_cast<unsigned long>(coefficient);
  return result;
}

mpz_class power_of_ten(unsigned long exponent) {
  mpz_class result;
  mpz_ui_pow_ui(result.get_mpz_t(), 10, exponent);
  return result;
}

}  // namespace

Decimal::Decimal() : bits_{0, static_cast<std::uint64_t>(-lowest_exponent) << exponent_shift} {}

Decimal::Decimal(std::int64_t value) : Decimal{} {
  const auto magnitude = static_cast<std::uint64_t>(value);
  if (value != 0) *this = assemble({value < 0, value < 0 ? 0 - magnitude : magnitude, 0});
}

std::optional<Decimal> Decimal::parse(std::string_view text) {
  const auto number = read_number(text);
  if (!number) return std::nullopt;
  const auto exponent = number->exponent - static_cast<std::int64_t>(number->fraction.size());
  const bool is_short = number->whole.size() + number->fraction.size() <= precision;
  if (is_short && exponent >= lowest_exponent && exponent <= highest_exponent) {
    const auto coefficient = append_digits(append_digits(0, number->whole), number->fraction);
    return assemble({number->negative, coefficient, static_cast<int>(exponent)});
  }
  const auto digits = std::string{number->whole} + std::string{number->fraction};
  const auto result = nearest(number->negative, digits, exponent);
  const bool vanished = result && result->is_zero() && digits.find_first_not_of('0') != std::string::npos;
  return vanished ? std::nullopt : result;
}

std::optional<Decimal> Decimal::from_rational(const Rational& value) {
  mpz_class numerator = abs(value.get_num());
  mpz_class denominator = value.get_den();
  // Enough digits to round by, whatever the estimate of the lengths is off by.
  const auto length = [](const mpz_class& integer) { return static_cast<long>(mpz_sizeinbase(integer.get_mpz_t(), 10)); };
  const long shift = denominator == 1 ? 0 : precision + 3 - (length(numerator) - length(denominator));
  (shift > 0 ? numerator : denominator) *= power_of_ten(static_cast<unsigned long>(std::labs(shift)));
  mpz_class quotient, rest;
  mpz_tdiv_qr(quotient.get_mpz_t(), rest.get_mpz_t(), numerator.get_mpz_t(), denominator.get_mpz_t());
  auto digits = quotient.get_str();
  std::int64_t exponent = -shift;
  if (rest != 0) {  // a last digit stands for all that would follow
    digits += '1';
    --exponent;
  }
  const auto kept = digits.find_last_not_of('0') + 1;
  exponent += static_cast<std::int64_t>(digits.size() - kept);
  return nearest(sgn(value) < 0, std::string_view{digits}.substr(0, kept), exponent);
}

Rational Decimal::to_rational() const {
  const auto parts = parts_of(*this);
  Rational result = integer_of(parts.coefficient);
  if (parts.negative) result = -result;
  const auto power = power_of_ten(static_cast<unsigned long>(std::abs(parts.exponent)));
  if (parts.exponent < 0) result /= power;
  else result *= power;
  return result;
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

std::string Decimal::to_string(int max_places) const {
  const auto parts = parts_of(*this);
  if (parts.coefficient == 0) return "0";
  const auto rounded = without_trailing_zeros(round_half_away(parts, -max_places));
  if (magnitude(parts) < first_scientific_magnitude && rounded.coefficient != 0) {
    return with_sign(parts.negative, plain_digits(rounded));
  }
  const auto shortened = round_half_away(parts, magnitude(parts) - max_places);
  return with_sign(parts.negative, scientific_digits(without_trailing_zeros(shortened)));
}

std::string Decimal::to_exact_string() const {
  const auto parts = without_trailing_zeros(parts_of(*this));
  if (parts.coefficient == 0) return "0";
  const bool plain = magnitude(parts) < first_scientific_magnitude && magnitude(parts) >= last_plain_magnitude;
  return with_sign(parts.negative, plain ? plain_digits(parts) : scientific_digits(parts));
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
  constexpr std::size_t golden_ratio = 0x9e3779b97f4a7c15;
  return std::hash<std::uint64_t>{}((bits[0] ^ (bits[1] * golden_ratio)) * golden_ratio);
}

std::optional<Decimal> round_to_places(const Decimal& value, int places) {
  return assemble_in_range(round_half_away(parts_of(value), -places));
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
