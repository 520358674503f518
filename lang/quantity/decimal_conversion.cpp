#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>

#include "lang/quantity/decimal.hpp"
#include "lang/quantity/decimal_parts.hpp"
#include "lang/text/characters.hpp"

// Decimals to and from text and fractions.
namespace waymark {
namespace {

// --- reading

std::string_view take_digits(std::string_view& text) {
  const auto end = std::ranges::find_if_not(text, is_digit);
  const auto digits = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(digits.size());
  return digits;
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
  constexpr std::int64_t limit = 1'000'000'000'000;
  for (const char digit : digits) exponent = std::min(exponent * 10 + (digit - '0'), limit);
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

// The decimal nearest to digits * 10^exponent, half to even; near the lowest exponent it has fewer digits.
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

std::string digits_of(Coefficient coefficient) {
  std::string digits;
  for (; coefficient != 0; coefficient /= 10) digits += "0123456789"[coefficient % 10];
  std::ranges::reverse(digits);
  return digits;
}

std::string with_sign(bool negative, const std::string& digits) {
  std::string text{negative ? "-" : ""};
  return text += digits;
}

// Digits of a number without trailing zeros, as "0.05", "12.5" or "1200".
std::string plain_digits(const Parts& parts) {
  auto digits = digits_of(parts.coefficient);
  if (parts.exponent >= 0) return digits.append(static_cast<std::size_t>(parts.exponent), '0');
  const auto places = static_cast<std::size_t>(-parts.exponent);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  return digits.insert(digits.size() - places, 1, '.');
}

std::string scientific_digits(const Parts& parts) {
  auto digits = digits_of(parts.coefficient);
  const auto exponent = parts.exponent + static_cast<int>(digits.size()) - 1;
  if (digits.size() > 1) digits.insert(1, 1, '.');
  return digits + "e" + std::to_string(exponent);
}

// The place of the first digit: 0 for 1 to 9, -1 for tenths.
int magnitude(const Parts& parts) { return parts.exponent + digit_count(parts.coefficient) - 1; }

constexpr int first_scientific_magnitude = 21;
constexpr int last_plain_magnitude = -9;  // of numbers written with all their digits

// --- fractions

mpz_class integer_of(Coefficient coefficient) {
  const auto halves =
      std::array{static_cast<std::uint64_t>(coefficient >> 64), static_cast<std::uint64_t>(coefficient)};
  mpz_class result;
  mpz_import(result.get_mpz_t(), halves.size(), 1, sizeof halves[0], 0, 0, halves.data());
  return result;
}

}  // namespace

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
  const auto length = [](const mpz_class& integer) {
    return static_cast<long>(mpz_sizeinbase(integer.get_mpz_t(), 10));
  };
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
  return parts.exponent < 0 ? Rational{result / power} : Rational{result * power};
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
  const bool plain =
      magnitude(parts) < first_scientific_magnitude && magnitude(parts) >= last_plain_magnitude;
  return with_sign(parts.negative, plain ? plain_digits(parts) : scientific_digits(parts));
}

}  // namespace waymark
