#include "lang/quantity/rational.hpp"

#include <limits>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

namespace waymark::rational_test {
namespace {

constexpr auto lowest = std::numeric_limits<std::int64_t>::min();
constexpr auto highest = std::numeric_limits<std::int64_t>::max();

}  // namespace

TEST_CASE("integers of 64 bits become big integers and come back", "[rational]") {
  for (const auto value : {std::int64_t{0}, std::int64_t{1}, std::int64_t{-1}, std::int64_t{0x1'0000'0000},
                           std::int64_t{-0x8000'0001}, lowest, lowest + 1, highest}) {
    CHECK(big_integer(value).get_str() == std::to_string(value));
    CHECK(small_integer(big_integer(value)) == value);
  }
  rc::prop("whatever they are", [](std::int64_t value) {
    RC_ASSERT(big_integer(value).get_str() == std::to_string(value));
    RC_ASSERT(small_integer(mpz_class{std::to_string(value)}) == value);
  });
}

TEST_CASE("what has more than 64 bits does not fit", "[rational]") {
  const mpz_class first_above = big_integer(highest) + 1, first_below = big_integer(lowest) - 1;
  CHECK(small_integer(first_above) == std::nullopt);
  CHECK(small_integer(first_below) == std::nullopt);
  CHECK(small_integer(power_of_ten(40)) == std::nullopt);
  CHECK(small_integer(-power_of_ten(40)) == std::nullopt);
  CHECK(whole_number(Rational{first_above}) == std::nullopt);
  CHECK(whole_number(Rational{big_integer(lowest)}) == lowest);
  CHECK(whole_number(Rational{1, 2}) == std::nullopt);
}

}  // namespace waymark::rational_test
