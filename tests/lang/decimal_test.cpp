#include "lang/quantity/decimal.hpp"

#include <array>
#include <limits>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

namespace waymark::decimal_test {
namespace {

Decimal decimal(std::string_view text) { return Decimal::parse(text).value(); }
Rational fraction(std::string_view text) { return decimal(text).to_rational(); }
std::string exact(const std::optional<Decimal>& value) { return value ? value->to_exact_string() : "none"; }

// --- an oracle that knows nothing of the library: exact fractions, rounded half to even at the 34th digit

Rational power_of_ten(int exponent) {
  mpz_class power;
  mpz_ui_pow_ui(power.get_mpz_t(), 10, static_cast<unsigned long>(std::abs(exponent)));
  return exponent < 0 ? Rational{1 / Rational{power}} : Rational{power};
}

// The exponent of the last of 34 digits.
int last_place(const Rational& size) {
  int place = -34;
  while (size >= power_of_ten(place + 34)) ++place;
  while (size < power_of_ten(place + 33)) --place;
  return std::max(place, -6176);
}

mpz_class half_even(const Rational& size) {
  const mpz_class whole = size.get_num() / size.get_den();
  const Rational rest = size - Rational{whole};
  const bool odd = mpz_odd_p(whole.get_mpz_t()) != 0;
  return rest > Rational{1, 2} || (rest == Rational{1, 2} && odd) ? mpz_class{whole + 1} : whole;
}

Rational rounded(const Rational& value) {
  if (value == 0) return value;
  const Rational step = power_of_ten(last_place(abs(value)));
  const Rational size = Rational{half_even(abs(value) / step)} * step;
  return value < 0 ? Rational{-size} : size;
}

// --- any decimal, with short and long coefficients and near and far exponents

rc::Gen<std::string> numbers(int widest_exponent = 60) {
  const auto digits = rc::gen::resize(
      34, rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::inRange('0', char{'9' + 1}))));
  const auto exponents = rc::gen::inRange(-widest_exponent, widest_exponent + 1);
  return rc::gen::map(rc::gen::tuple(rc::gen::arbitrary<bool>(), digits, exponents),
                      [](const std::tuple<bool, std::string, int>& parts) {
                        const auto& [negative, text, exponent] = parts;
                        return std::string{negative ? "-" : ""}
                            .append(text, 0, 34)
                            .append("e")
                            .append(std::to_string(exponent));
                      });
}

rc::Gen<Decimal> decimals(int widest_exponent = 60) {
  return rc::gen::map(numbers(widest_exponent), decimal);
}

}  // namespace

TEST_CASE("numbers are read as they are written", "[decimal]") {
  CHECK(decimal("0.1") == decimal("0.10"));
  CHECK(decimal("1e2") == Decimal{100});
  CHECK(decimal("1.5E+1") == Decimal{15});
  CHECK(decimal("-0") == Decimal{});
  CHECK_FALSE(decimal("-0").is_negative());
  CHECK(decimal("000007") == Decimal{7});
  CHECK(exact(Decimal::parse("1234567890.123456789012345678901234")) ==
        "1234567890.123456789012345678901234");
}

TEST_CASE("what is no number is not read", "[decimal]") {
  for (const auto* text :
       {"", "-", "+1", ".5", "5.", "1e", "1e+", "1 ", " 1", "1,5", "0x1", "inf", "NaN", "1e5.0", "--1"}) {
    CAPTURE(text);
    CHECK_FALSE(Decimal::parse(text));
  }
}

TEST_CASE("more than 34 digits are rounded half to even", "[decimal]") {
  const std::string digits(33, '1');
  CHECK(exact(Decimal::parse(digits + "25")) == exact(Decimal::parse(digits + "20")));
  CHECK(exact(Decimal::parse(digits + "35")) == exact(Decimal::parse(digits + "40")));
  CHECK(exact(Decimal::parse(digits + "2500000000000001")) == exact(Decimal::parse(digits + "3e15")));
  CHECK(exact(Decimal::parse(std::string(40, '9'))) == "1e40");
  CHECK(exact(Decimal::parse(std::string(60, '0') + "1." + std::string(60, '0'))) == "1");
}

TEST_CASE("the edges of the range", "[decimal]") {
  const auto largest = decimal("9.999999999999999999999999999999999e6144");
  const auto smallest = decimal("1e-6176");
  CHECK_FALSE(Decimal::parse("1e6145"));
  CHECK_FALSE(Decimal::parse("9.9999999999999999999999999999999999e6144"));
  CHECK(exact(Decimal::parse("1e6144")) == "1e6144");
  CHECK_FALSE(Decimal::parse("1e-6177"));
  CHECK_FALSE(Decimal::parse("1e-99999999999999999999"));
  CHECK_FALSE(Decimal::parse("1e99999999999999999999"));
  CHECK(exact(Decimal::parse("0e99999999999999999999")) == "0");
  CHECK(exact(Decimal::parse("15e-6177")) == "2e-6176");
  CHECK_FALSE(add(largest, largest));
  CHECK_FALSE(multiply(largest, Decimal{10}));
  CHECK(exact(multiply(largest, decimal("0.1"))) == "9.999999999999999999999999999999999e6143");
  CHECK(exact(divide(smallest, Decimal{2})) == "0");
  CHECK(smallest > Decimal{});
  CHECK(negate(largest) < largest);
  CHECK(Decimal::from_rational(largest.to_rational()) == largest);
  CHECK(Decimal::from_rational(smallest.to_rational()) == smallest);
  CHECK_FALSE(Decimal::from_rational(largest.to_rational() * 10));
  CHECK(exact(Decimal::from_rational(smallest.to_rational() / 3)) == "0");
}

TEST_CASE("decimal arithmetic has no binary dust", "[decimal]") {
  CHECK(add(decimal("0.1"), decimal("0.2")) == decimal("0.3"));
  CHECK(multiply(decimal("1.1"), decimal("1.1")) == decimal("1.21"));
  CHECK(exact(divide(Decimal{1}, Decimal{3})) == "0.3333333333333333333333333333333333");
  CHECK(exact(divide(Decimal{2}, Decimal{3})) == "0.6666666666666666666666666666666667");
  CHECK_FALSE(divide(Decimal{1}, Decimal{}));
  CHECK_FALSE(divide(Decimal{}, Decimal{}));
  CHECK(exact(subtract(Decimal{5}, Decimal{5})) == "0");
  CHECK(negate(Decimal{}) == Decimal{});
}

TEST_CASE("arithmetic agrees with exact fractions", "[decimal]") {
  rc::prop("sums, differences and products", [] {
    const auto a = *decimals(), b = *decimals();
    RC_ASSERT(add(a, b)->to_rational() == rounded(a.to_rational() + b.to_rational()));
    RC_ASSERT(subtract(a, b)->to_rational() == rounded(a.to_rational() - b.to_rational()));
    RC_ASSERT(multiply(a, b)->to_rational() == rounded(a.to_rational() * b.to_rational()));
  });
  rc::prop("quotients", [] {
    const auto a = *decimals(), b = *decimals();
    RC_PRE(!b.is_zero());
    RC_ASSERT(divide(a, b)->to_rational() == rounded(a.to_rational() / b.to_rational()));
  });
  rc::prop("order", [] {
    const auto a = *decimals(20), b = *decimals(20);
    RC_ASSERT((a <=> b) == (cmp(a.to_rational(), b.to_rational()) <=> 0));
    RC_ASSERT((a == b) == (a.to_rational() == b.to_rational()));
  });
  rc::prop("products that become very small", [] {
    const auto value = *decimals();
    const auto tiny = decimal("1e-6170");
    RC_ASSERT(multiply(value, tiny)->to_rational() == rounded(value.to_rational() * tiny.to_rational()));
  });
}

TEST_CASE("fractions become the nearest decimal", "[decimal]") {
  CHECK(exact(Decimal::from_rational(Rational{1, 8})) == "0.125");
  CHECK(exact(Decimal::from_rational(Rational{-2, 3})) == "-0.6666666666666666666666666666666667");
  CHECK(exact(Decimal::from_rational(Rational{0})) == "0");
  rc::prop("any fraction", [] {
    const auto numerator = *decimals();
    const auto denominator = *rc::gen::inRange<long>(1, 1'000'000'007);
    const Rational value = numerator.to_rational() / denominator;
    RC_ASSERT(Decimal::from_rational(value)->to_rational() == rounded(value));
  });
  rc::prop("a decimal's own fraction", [] {
    const auto value = *decimals(6000);
    RC_ASSERT(Decimal::from_rational(value.to_rational()) == value);
  });
}

TEST_CASE("text goes there and back", "[decimal]") {
  rc::prop("all digits", [] {
    const auto value = *decimals(6000);
    RC_ASSERT(Decimal::parse(value.to_exact_string()) == value);
  });
  rc::prop("at most eight places, half away from zero", [] {
    const auto value = *decimals(12);
    const auto text = value.to_string();
    RC_PRE(text.find('e') == std::string::npos);
    const Rational error = fraction(text) - value.to_rational();
    const Rational half_a_place{1, 200'000'000};
    RC_ASSERT(abs(error) <= half_a_place);
    RC_ASSERT((abs(error) < half_a_place || abs(fraction(text)) > abs(value.to_rational())));
    RC_ASSERT((text.find('.') == std::string::npos || (text.back() != '0' && text.back() != '.')));
  });
}

TEST_CASE("numbers are shown as people write them", "[decimal]") {
  const std::vector<std::pair<const char*, const char*>> rows{
      {"0", "0"},
      {"0.50", "0.5"},
      {"-120", "-120"},
      {"1e3", "1000"},
      {"0.123456785", "0.12345679"},
      {"-0.123456785", "-0.12345679"},
      {"2.999999999", "3"},
      {"0.000000005", "0.00000001"},
      {"0.000000004", "4e-9"},
      {"-1.5e-12", "-1.5e-12"},
      {"1.23456789012e-12", "1.23456789e-12"},
      {"123456789012345678901", "123456789012345678901"},
      {"1e21", "1e21"},
      {"-1.5e300", "-1.5e300"},
  };
  for (const auto& [text, shown] : rows) CHECK(decimal(text).to_string() == shown);
  CHECK(decimal("2.345").to_string(2) == "2.35");
  CHECK(decimal("2.345").to_string(0) == "2");
}

TEST_CASE("whole numbers", "[decimal]") {
  CHECK(decimal("3.00").is_whole());
  CHECK(decimal("3e20").is_whole());
  CHECK_FALSE(decimal("3.5").is_whole());
  CHECK_FALSE(decimal("1e-40").is_whole());
  CHECK(decimal("3.00").to_integer() == 3);
  CHECK(decimal("-9223372036854775808").to_integer() == std::numeric_limits<std::int64_t>::min());
  CHECK(decimal("9223372036854775807").to_integer() == std::numeric_limits<std::int64_t>::max());
  CHECK_FALSE(decimal("9223372036854775808").to_integer());
  CHECK_FALSE(decimal("-9223372036854775809").to_integer());
  CHECK_FALSE(decimal("1e30").to_integer());
  CHECK_FALSE(decimal("0.5").to_integer());
  rc::prop("integers go there and back",
           [](std::int64_t value) { RC_ASSERT(Decimal{value}.to_integer() == value); });
}

TEST_CASE("equal numbers hash equal", "[decimal]") {
  CHECK(decimal("1.10").hash() == decimal("1.1").hash());
  CHECK(decimal("100").hash() == decimal("1e2").hash());
  CHECK(decimal("1").hash() != decimal("10").hash());
}

TEST_CASE("rounding is half away from zero", "[decimal]") {
  CHECK(exact(round_to_places(decimal("2.5"), 0)) == "3");
  CHECK(exact(round_to_places(decimal("-2.5"), 0)) == "-3");
  CHECK(exact(round_to_places(decimal("1.005"), 2)) == "1.01");
  CHECK(exact(round_to_places(Decimal{1234}, -2)) == "1200");
  CHECK(exact(round_to_places(Decimal{50}, -2)) == "100");
  CHECK(exact(round_to_places(decimal("0.4"), 100)) == "0.4");
  CHECK(exact(round_to_places(decimal("9.9"), -2'000'000'000)) == "0");
  CHECK(exact(round_to_places(decimal("9.9"), std::numeric_limits<int>::min())) == "0");
  CHECK_FALSE(round_to_places(decimal("9e6144"), -6145));
  CHECK(exact(round_to_multiple(Decimal{1125}, Decimal{250})) == "1250");
  CHECK(exact(round_to_multiple(Decimal{-1125}, Decimal{250})) == "-1250");
  CHECK(exact(round_to_multiple(decimal("0.37"), decimal("0.25"))) == "0.25");
  CHECK(exact(round_to_multiple(decimal("0.6"), decimal("0.4"))) == "0.8");
}

TEST_CASE("floor and ceiling", "[decimal]") {
  CHECK(floor(decimal("2.7")) == Decimal{2});
  CHECK(floor(decimal("-2.1")) == Decimal{-3});
  CHECK(ceiling(decimal("2.1")) == Decimal{3});
  CHECK(ceiling(decimal("-2.7")) == Decimal{-2});
  CHECK(floor(decimal("-1e-60")) == Decimal{-1});
  CHECK(ceiling(decimal("1e-60")) == Decimal{1});
  CHECK(floor(decimal("1e-60")) == Decimal{});
  CHECK(floor(decimal("1e50")) == decimal("1e50"));
  CHECK(absolute(decimal("-3.5")) == decimal("3.5"));
  rc::prop("the whole numbers on both sides", [] {
    const auto value = *decimals(30);
    RC_ASSERT(floor(value).is_whole());
    RC_ASSERT(floor(value) <= value);
    RC_ASSERT(ceiling(value) >= value);
    RC_ASSERT(ceiling(value).to_rational() - floor(value).to_rational() <= 1);
  });
}

// The figures are those of another implementation with 60 digits, rounded half to even.
TEST_CASE("functions are correct to 15 digits", "[decimal]") {
  struct Row {
    std::optional<Decimal> (*function)(const Decimal&);
    const char* argument;
    const char* result;
  };
  const std::vector<Row> rows{
      {square_root, "2", "1.41421356237310"},
      {square_root, "10", "3.16227766016838"},
      {square_root, "0.5", "0.707106781186548"},
      {square_root, "1.1025", "1.05"},
      {square_root, "1e-40", "1e-20"},
      {square_root, "123456.789", "351.364182864446"},
      {exponential, "0", "1"},
      {exponential, "1", "2.71828182845905"},
      {exponential, "-1", "0.367879441171442"},
      {exponential, "10", "22026.4657948067"},
      {exponential, "-20.5", "1.25015286638674e-9"},
      {exponential, "100", "2.68811714181614e43"},
      {exponential, "1e-10", "1.0000000001"},
      {natural_logarithm, "1", "0"},
      {natural_logarithm, "2", "0.693147180559945"},
      {natural_logarithm, "0.7", "-0.356674943938732"},
      {natural_logarithm, "1.0001", "0.0000999950003333083"},
      {natural_logarithm, "123456789", "18.6314017661680"},
      {natural_logarithm, "1e-6000", "-13815.5105579643"},
      {decimal_logarithm, "1000", "3"},
      {decimal_logarithm, "7.4", "0.869231719730976"},
      {decimal_logarithm, "0.00000004", "-7.39794000867204"},
      {decimal_logarithm, "5e-20", "-19.3010299956640"},
  };
  for (const auto& [function, argument, result] : rows) {
    CAPTURE(argument);
    CHECK(exact(function(decimal(argument))) == exact(decimal(result)));
  }
}

TEST_CASE("powers are correct to 15 digits", "[decimal]") {
  const std::vector<std::array<const char*, 3>> rows{
      {"2", "0.5", "1.41421356237310"},
      {"1.05", "10", "1.62889462677744"},
      {"0.9938", "60", "0.688556440020358"},
      {"0.9", "-1.2", "1.13477298622237"},
      {"0.72", "-0.302", "1.10429622126260"},
      {"10", "-7.4", "3.98107170553497e-8"},
      {"-2", "3", "-8"},
      {"65.5", "0.425", "5.91428913775063"},
      {"170", "0.725", "41.4071622411151"},
      {"2", "-1", "0.5"},
      {"1.0000001", "1000000", "1.10517091254979"},
      {"1e100", "-60.5", "1e-6050"},
      {"0", "0", "1"},
      {"0", "2", "0"},
  };
  for (const auto& [base, exponent, result] : rows) {
    CAPTURE(base, exponent);
    CHECK(exact(power(decimal(base), decimal(exponent))) == exact(decimal(result)));
  }
}

TEST_CASE("functions without a finite result give nothing", "[decimal]") {
  CHECK_FALSE(square_root(Decimal{-1}));
  CHECK_FALSE(natural_logarithm(Decimal{}));
  CHECK_FALSE(natural_logarithm(Decimal{-1}));
  CHECK_FALSE(decimal_logarithm(Decimal{}));
  CHECK_FALSE(exponential(Decimal{20'000}));
  CHECK_FALSE(power(Decimal{-2}, decimal("0.5")));
  CHECK_FALSE(power(Decimal{}, Decimal{-1}));
  CHECK_FALSE(power(Decimal{10}, Decimal{7000}));
  CHECK(exact(exponential(Decimal{-20'000})) == "0");
}

TEST_CASE("functions undo each other", "[decimal]") {
  const auto near = [](const Decimal& a, const Decimal& b) {
    return abs(a.to_rational() - b.to_rational()) <= abs(b.to_rational()) / power_of_ten(13);
  };
  rc::prop("the square of a root", [&] {
    const auto value = absolute(*decimals());
    const auto root = square_root(value).value();
    RC_ASSERT(near(*multiply(root, root), value));
  });
  rc::prop("the logarithm of an exponential", [&] {
    const auto value = *rc::gen::inRange(1, 10'000);
    const auto back = natural_logarithm(*exponential(Decimal{value}));
    RC_ASSERT(near(*back, Decimal{value}));
  });
}

}  // namespace waymark::decimal_test
