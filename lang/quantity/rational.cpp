#include "lang/quantity/rational.hpp"

#include <limits>

namespace waymark {

namespace {

// How many bytes hold the integer without its sign.
std::size_t size_in_bytes(const mpz_class& value) { return (mpz_sizeinbase(value.get_mpz_t(), 2) + 7) / 8; }

}  // namespace

mpz_class big_integer(std::int64_t value) {
  const auto size = value < 0 ? -static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
  mpz_class result;
  mpz_import(result.get_mpz_t(), 1, 1, sizeof size, 0, 0, &size);
  return value < 0 ? mpz_class{-result} : result;
}

std::optional<std::int64_t> small_integer(const mpz_class& value) {
  std::uint64_t size = 0;
  if (size_in_bytes(value) > sizeof size) return std::nullopt;
  mpz_export(&size, nullptr, 1, sizeof size, 0, 0, value.get_mpz_t());
  constexpr std::uint64_t largest = std::numeric_limits<std::int64_t>::max();
  const bool is_negative = sgn(value) < 0;
  if (size > largest + (is_negative ? 1 : 0)) return std::nullopt;
  return static_cast<std::int64_t>(is_negative ? -size : size);
}

std::optional<std::int64_t> whole_number(const Rational& value) {
  return value.get_den() == 1 ? small_integer(value.get_num()) : std::nullopt;
}

mpz_class floor_of(const Rational& value) {
  mpz_class result;
  mpz_fdiv_q(result.get_mpz_t(), value.get_num_mpz_t(), value.get_den_mpz_t());
  return result;
}

mpz_class power_of_ten(unsigned long exponent) {
  mpz_class result;
  mpz_ui_pow_ui(result.get_mpz_t(), 10, exponent);
  return result;
}

}  // namespace waymark
