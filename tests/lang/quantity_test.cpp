#include "lang/quantity/quantity.hpp"

#include <compare>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

namespace waymark::quantity_test {
namespace {

UnitPtr unit(std::string_view code) {
  return code.empty() ? pure_unit() : std::get<UnitPtr>(parse_ucum(code));
}

Decimal decimal(std::string_view text) { return Decimal::parse(text).value(); }

Quantity quantity(std::string_view number, std::string_view code = "") {
  return {decimal(number), unit(code)};
}

std::string text(const std::optional<Quantity>& value) { return value ? to_string(*value) : "none"; }

Rational size(const Quantity& value) {
  return value.number.to_rational() * value.unit->scale + value.unit->offset;
}

// Units of one dimension.
const std::vector<std::vector<const char*>> families{
    {"mm[Hg]", "kPa", "cm[H2O]", "Pa", "atm", "[psi]"},
    {"mg", "g", "kg", "ug", "[lb_av]", "[oz_av]", "[gr]"},
    {"mg/dL", "g/L", "ug/mL", "kg/m3"},
    {"Cel", "[degF]", "K", "[degR]"},
    {"h", "min", "d", "wk", "s"},
    {"%", "[ppm]", "10*-3", "1"},
    {"ug/kg/min", "mg/kg/h", "/d"},
};

rc::Gen<Decimal> readings() {
  return rc::gen::map(
      rc::gen::tuple(rc::gen::inRange<std::int64_t>(-10'000'000, 10'000'001), rc::gen::inRange(-6, 4)),
      [](const std::tuple<std::int64_t, int>& parts) {
        const auto& [digits, exponent] = parts;
        return decimal(std::to_string(digits).append("e").append(std::to_string(exponent)));
      });
}

rc::Gen<Quantity> quantities(const std::vector<const char*>& family) {
  return rc::gen::map(rc::gen::pair(readings(), rc::gen::elementOf(family)),
                      [](const std::pair<Decimal, const char*>& parts) {
                        return Quantity{parts.first, unit(parts.second)};
                      });
}

}  // namespace

TEST_CASE("quantities convert to their nearest decimal", "[quantity]") {
  struct Row {
    const char* number;
    const char* from;
    const char* to;
    const char* shown;
  };
  const std::vector<Row> rows{
      {"7.5", "kPa", "mm[Hg]", "56.25478166 'mm[Hg]'"},
      {"60", "mm[Hg]", "kPa", "7.99932 kPa"},
      {"38.5", "Cel", "[degF]", "101.3 '[degF]'"},
      {"98.6", "[degF]", "Cel", "37 Cel"},
      {"0", "K", "Cel", "-273.15 Cel"},
      {"-40", "Cel", "[degF]", "-40 '[degF]'"},
      {"154", "[lb_av]", "kg", "69.85322498 kg"},
      {"70", "[in_i]", "cm", "177.8 cm"},
      {"150", "10*3/uL", "10*9/L", "150 '10*9/L'"},
      {"21", "%", "1", "0.21 '1'"},
      {"5", "ug/kg/min", "mg/kg/h", "0.3 mg/kg/h"},
      {"18", "mo", "a", "1.5 a"},
      {"10", "d", "wk", "1.42857143 wk"},
  };
  for (const auto& [number, from, to, shown] : rows)
    CHECK(text(convert(quantity(number, from), unit(to))) == shown);
}

TEST_CASE("quantities are shown with their unit", "[quantity]") {
  CHECK(text(quantity("7.50", "mg")) == "7.5 mg");
  CHECK(text(quantity("0.3")) == "0.3");
  CHECK(text(quantity("84", "%")) == "84 %");
  CHECK(text(quantity("30", "/min")) == "30 '/min'");
}

TEST_CASE("boundaries hold whatever the unit", "[quantity]") {
  CHECK(std::is_lt(compare(quantity("56.25478165644079746", "mm[Hg]"), quantity("7.5", "kPa"))));
  CHECK(std::is_gt(compare(quantity("56.25478165644079747", "mm[Hg]"), quantity("7.5", "kPa"))));
  CHECK(quantity("0.1", "g") == quantity("100", "mg"));
  CHECK(quantity("98.6", "[degF]") == quantity("37", "Cel"));
  CHECK(
      std::is_gt(compare(quantity("98.60000000000000000000000000000001", "[degF]"), quantity("37", "Cel"))));
  CHECK(quantity("5", "%") == quantity("0.05"));
  CHECK(quantity("1", "wk") == quantity("168", "h"));
  CHECK(std::is_eq(compare(quantity("30", "/min"), quantity("0.5", "Hz"))));
}

TEST_CASE("a sum has the unit of its left operand", "[quantity]") {
  CHECK(text(add(quantity("1", "g"), quantity("500", "mg"))) == "1.5 g");
  CHECK(text(add(quantity("500", "mg"), quantity("1", "g"))) == "1500 mg");
  CHECK(text(subtract(quantity("2", "h"), quantity("30", "min"))) == "1.5 h");
  CHECK(text(subtract(quantity("1", "d"), quantity("24", "h"))) == "0 d");
  CHECK(text(add(quantity("1"), quantity("50", "%"))) == "1.5");
}

TEST_CASE("temperatures add as differences", "[quantity]") {
  CHECK(text(add(quantity("37", "Cel"), quantity("1", "K"))) == "38 Cel");
  CHECK(text(add(quantity("37", "Cel"), quantity("1", "Cel"))) == "38 Cel");
  CHECK(text(add(quantity("37", "Cel"), quantity("1.8", "[degF]"))) == "38 Cel");
  CHECK(text(subtract(quantity("38.5", "Cel"), quantity("37", "Cel"))) == "1.5 Cel");
  CHECK(text(subtract(quantity("37", "Cel"), quantity("98.6", "[degF]"))) == "0 Cel");
  CHECK(text(subtract(quantity("37", "Cel"), quantity("1", "K"))) == "36 Cel");
  CHECK(text(divide(*add(quantity("37", "Cel"), quantity("39", "Cel")), quantity("2"))) == "38 Cel");
}

TEST_CASE("products and quotients", "[quantity]") {
  CHECK(text(multiply(quantity("5", "mg/kg/d"), quantity("70", "kg"))) == "350 mg/d");
  CHECK(text(divide(quantity("60", "mm[Hg]"), quantity("21", "%"))) == "2.85714286 'mm[Hg]/%'");
  CHECK(
      std::is_eq(compare(*divide(quantity("63", "mm[Hg]"), quantity("21", "%")), quantity("300", "mm[Hg]"))));
  CHECK(text(divide(quantity("1.2", "mg/dL"), quantity("1", "mg/dL"))) == "1.2");
  CHECK(std::is_eq(compare(*divide(quantity("900", "mL"), quantity("1", "L")), quantity("0.9"))));
  CHECK(text(divide(quantity("1", "mg"), quantity("0", "kg"))) == "none");
  CHECK(text(negate(quantity("3", "mg"))) == "-3 mg");
}

TEST_CASE("masses and amounts by the molar mass", "[quantity]") {
  const Substance creatinine{quantity("113.12", "g/mol")};
  const Substance glucose{quantity("180.156", "g/mol")};
  const Substance round{quantity("100", "g/mol")};
  const Substance nothing{quantity("0", "g/mol")};
  CHECK(text(exchange(quantity("1", "mg/dL"), unit("umol/L"), creatinine)) == "88.40169731 umol/L");
  CHECK(text(exchange(quantity("100", "umol/L"), unit("mg/dL"), creatinine)) == "1.1312 mg/dL");
  CHECK(text(exchange(quantity("5.5", "mmol/L"), unit("mg/dL"), glucose)) == "99.0858 mg/dL");
  CHECK(text(exchange(quantity("1", "mg/kg/d"), unit("umol/kg/d"), round)) == "10 umol/kg/d");
  CHECK(text(exchange(quantity("1", "g/L"), unit("mg/dL"), creatinine)) == "100 mg/dL");
  CHECK(text(exchange(quantity("1", "mg/dL"), unit("umol"), creatinine)) == "none");
  CHECK(text(exchange(quantity("1", "mg/dL"), unit("umol/L"), nothing)) == "none");
  CHECK(exchange_factor(*unit("mg/dL"), *unit("umol/L"), creatinine));
  CHECK_FALSE(exchange_factor(*unit("mg/dL"), *unit("umol/h"), creatinine));
  CHECK_FALSE(exchange_factor(*unit("mg2"), *unit("mol2"), creatinine));
}

TEST_CASE("equivalents by the charge", "[quantity]") {
  const Substance calcium{quantity("40.08", "g/mol"), Decimal{2}};
  const Substance ion{std::nullopt, Decimal{2}};
  CHECK(text(exchange(quantity("4", "meq/L"), unit("mmol/L"), ion)) == "2 mmol/L");
  CHECK(text(exchange(quantity("2", "mmol/L"), unit("meq/L"), ion)) == "4 meq/L");
  CHECK(text(exchange(quantity("4", "meq/L"), unit("mg/dL"), calcium)) == "8.016 mg/dL");
  CHECK(text(exchange(quantity("8.016", "mg/dL"), unit("meq/L"), calcium)) == "4 meq/L");
  CHECK(text(exchange(quantity("0.25", "L/meq"), unit("L/mmol"), ion)) == "0.5 L/mmol");
  CHECK(text(exchange(quantity("4", "meq/L"), unit("mmol/L"), Substance{})) == "none");
  CHECK(text(exchange(quantity("4", "meq/L"), unit("mg/dL"), ion)) == "none");
  CHECK_FALSE(same_dimension(*unit("meq/L"), *unit("mmol/L")));
  CHECK(missing_for_exchange(*unit("meq/L"), *unit("mmol/L"), {}) == "charge");
  CHECK(missing_for_exchange(*unit("meq/L"), *unit("mg/dL"), {}) == "molar mass and charge");
  CHECK(missing_for_exchange(*unit("meq/L"), *unit("mg/dL"), ion) == "molar mass");
  CHECK(missing_for_exchange(*unit("meq/L"), *unit("kPa"), {}).empty());
}

TEST_CASE("conversion and comparison hang together", "[quantity]") {
  rc::prop("there and back within a rounding", [] {
    const auto& family = *rc::gen::elementOf(families);
    const auto value = *quantities(family);
    const auto other = unit(*rc::gen::elementOf(family));
    const auto back = *convert(*convert(value, other), value.unit);
    mpz_class precision;
    mpz_ui_pow_ui(precision.get_mpz_t(), 10, 30);
    RC_ASSERT(abs(size(back) - size(value)) * Rational{precision} <= abs(size(value)) + 1'000);
  });
  rc::prop("a conversion is the exact value rounded once", [] {
    const auto& family = *rc::gen::elementOf(families);
    const auto value = *quantities(family);
    const auto other = unit(*rc::gen::elementOf(family));
    const Rational exact = (size(value) - other->offset) / other->scale;
    RC_ASSERT(convert(value, other)->number == *Decimal::from_rational(exact));
  });
  rc::prop("comparison is that of the exact sizes", [] {
    const auto& family = *rc::gen::elementOf(families);
    const auto a = *quantities(family), b = *quantities(family);
    RC_ASSERT(compare(a, b) == (cmp(size(a), size(b)) <=> 0));
    RC_ASSERT(compare(b, a) == (cmp(size(b), size(a)) <=> 0));
  });
  rc::prop("exact conversion never flips a comparison", [] {
    const auto& family = *rc::gen::elementOf(families);
    const auto value = *quantities(family);
    const auto other = *convert(value, unit(*rc::gen::elementOf(family)));
    RC_PRE(size(other) == size(value));
    RC_ASSERT(value == other);
    const auto threshold = *quantities(family);
    RC_ASSERT(compare(value, threshold) == compare(other, threshold));
  });
  rc::prop("sums are exact where the decimal is", [] {
    const auto& family = families[1];
    const auto a = *quantities(family), b = *quantities(family);
    const auto sum = add(a, b).value();
    const Rational exact = (size(a) + size(b)) / a.unit->scale;
    const bool is_exact = size(sum) == size(a) + size(b);
    RC_ASSERT(is_exact || sum.number == *Decimal::from_rational(exact));
    RC_ASSERT(is_exact || Decimal::from_rational(exact)->to_rational() != exact);
    RC_ASSERT(subtract(a, negate(b)).value() == sum);
  });
}

}  // namespace waymark::quantity_test
