#include "lang/quantity/rational.hpp"

namespace waymark {

std::optional<std::int64_t> whole_number(const Rational& value) {
  if (value.get_den() != 1 || !value.get_num().fits_slong_p()) return std::nullopt;
  return value.get_num().get_si();
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
