// A number of a few characters, read at once and read digit by digit.
#include "interpreter/cohort/fast_number.hpp"

#include <string>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

namespace waymark::fast_number_test {
namespace {

using namespace cohort;

// What a text begins with, read digit by digit; as long as none where it is no number.
ShortNumber with_care(const std::string& text) {
  const char* end = text.data();
  const auto number = plain_number(end, text.data() + text.size());
  return number ? ShortNumber{*number, static_cast<std::size_t>(end - text.data())} : ShortNumber{};
}

bool are_same(const std::string& text) {
  const auto expected = with_care(text);
  const auto found = short_number_in(load(text.data()));
  const bool is_short = expected.size < short_size && text.front() != '-';
  if (!is_short || found.size == 0) return found.size == (is_short ? expected.size : 0);
  return found.size == expected.size && found.number.digits == expected.number.digits &&
         found.number.places == expected.number.places;
}

TEST_CASE("a short number read at once is the one read digit by digit", "[cohort][fast-number]") {
  for (const auto* text :
       {"0,      ", "7}      ", "100,    ", "0.5,    ", "007,    ", "1.,     ",   ".5,     ",
        "1234567,", "12345.6,", "1.23456,", "12345678", "1234567.", "1.5.2,  ",   "1e5,    ",
        "-5,     ", "00.5,   ", "1..2,   ", "9/      ", "9:      ", "\xff       "}) {
    INFO(text);
    CHECK(are_same(text));
  }
}

TEST_CASE("any eight bytes begin with the same number, read in both ways", "[cohort][fast-number]") {
  rc::prop("at once and digit by digit", [] {
    const std::string usual = "0123456789.00159,}-e";
    const auto any = rc::gen::oneOf(rc::gen::elementOf(usual), rc::gen::arbitrary<char>());
    RC_ASSERT(are_same(*rc::gen::container<std::string>(short_size, any)));
  });
}

}  // namespace
}  // namespace waymark::fast_number_test
