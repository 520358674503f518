#include "lang/quantity/unit.hpp"

#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

namespace waymark::unit_test {
namespace {

UnitPtr code(std::string_view text) { return std::get<UnitPtr>(parse_ucum(text)); }

const UnitTable& table() {
  static const UnitTable units = [] {
    UnitTable result;
    result.declare("mmHg", code("mm[Hg]"));
    result.declare("cmH2O", code("cm[H2O]"));
    result.declare("day", code("d"));
    result.declare("days", code("d"));
    result.declare("years", code("a"));
    result.declare("K", code("10*3"));
    result.declare("IU", code("[IU]"));
    result.declare("breaths", pure_unit());
    result.declare("degC", code("Cel"));
    return result;
  }();
  return units;
}

UnitPtr unit(std::string_view text) {
  const auto result = table().parse(text);
  const auto* found = std::get_if<UnitPtr>(&result);
  INFO(text);
  REQUIRE(found);
  return *found;
}

UnitError error(std::string_view text) {
  const auto result = table().parse(text);
  const auto* found = std::get_if<UnitError>(&result);
  INFO(text);
  REQUIRE(found);
  return *found;
}

std::string description(std::string_view text) { return describe(unit(text)->dimension); }

}  // namespace

TEST_CASE("units without quotes", "[unit]") {
  CHECK(same_unit(*unit("mL/min"), *code("mL/min")));
  CHECK(same_unit(*unit("kg/m2"), *code("kg/m2")));
  CHECK(same_unit(*unit("10^9/L"), *code("10*9/L")));
  CHECK(same_unit(*unit("K/uL"), *code("10*9/L")));
  CHECK(same_unit(*unit("%"), *code("%")));
  CHECK(same_unit(*unit("mg/kg/day"), *code("mg/kg/d")));
  CHECK(same_unit(*unit("mL.day"), *code("mL.d")));
  CHECK(same_unit(*unit("breaths/min"), *code("/min")));
  CHECK(same_unit(*unit("cm3"), *code("cm3")));
  CHECK(unit("mL/min/1.73m2")->scale == code("mL/min/m2")->scale * 100 / 173);
  CHECK(unit("mL/100mL")->scale == Rational(1, 100));
  CHECK(unit("degC")->offset == Rational(5463, 20));
}

TEST_CASE("a filtration rate per body surface is no filtration rate", "[unit]") {
  CHECK_FALSE(same_dimension(*unit("mL/min/1.73m2"), *unit("mL/min")));
}

TEST_CASE("a declared name comes before a symbol, in quotes the symbol comes first", "[unit]") {
  CHECK(unit("K")->scale == 1000);
  CHECK(unit("'K'")->dimension == Dimension{{"temperature", 1}});
  CHECK(same_unit(*unit("'mmHg.min'"), *code("mm[Hg].min")));
  CHECK(same_unit(*unit("cmH2O"), *code("cm[H2O]")));
}

TEST_CASE("both micro signs read as u", "[unit]") {
  CHECK(same_unit(*unit("\u00b5g/L"), *unit("ug/L")));
  CHECK(same_unit(*unit("\u03bcg/L"), *unit("ug/L")));
  CHECK(same_unit(*unit("'\u00b5g/L'"), *unit("ug/L")));
  CHECK(to_string(*unit("\u03bcmol/L")) == "umol/L");
}

TEST_CASE("a name is declared once", "[unit]") {
  UnitTable units;
  CHECK(units.declare("wk", code("wk")));
  CHECK_FALSE(units.declare("wk", code("d")));
  CHECK(units.contains("wk"));
  CHECK_FALSE(units.contains("d"));
  CHECK(units.names() == std::vector<std::string>{"wk"});
}

TEST_CASE("units are displayed as they were written", "[unit]") {
  for (const auto* text : {"mg",
                           "%",
                           "mg/kg/day",
                           "mL/min/1.73m2",
                           "10^9/L",
                           "K/uL",
                           "kg/m2",
                           "m2",
                           "dyn.s/cm5",
                           "cmH2O",
                           "'mm[Hg]'",
                           "'/min'",
                           "'10*9/L'",
                           "'{beats}/min'",
                           "'m2{body}'",
                           "'mg{total}/L'",
                           "'/d2'",
                           "mL/100mL",
                           "'2.mg'",
                           "'mg/2'",
                           "'[in_i''H2O]'",
                           "L.10^3"}) {
    CHECK(to_string(*unit(text)) == text);
    CHECK(same_unit(*unit(to_string(*unit(text))), *unit(text)));
  }
  CHECK(to_string(*pure_unit()).empty());
  CHECK(to_string(*unit("'mg/(kg.d)'")) == "mg/kg/d");
  CHECK(to_string(*unit("'m.s-2'")) == "m/s2");
}

TEST_CASE("what is displayed in quotes is the unit that was written without them", "[unit]") {
  const auto shown = [](const char* text) {
    const auto inverse = divide(pure_unit(), unit(text));
    const auto again = to_string(*inverse);
    CHECK(same_unit(*unit(again), *inverse));
    CHECK(to_string(*unit(again)) == again);
    return again;
  };
  CHECK(shown("g/5mCi") == "'5.mCi/g'");
  CHECK(shown("g/05mCi") == "'5.mCi/g'");
  CHECK(shown("mL/1.73m2") == "'173.m2/mL/100'");
  CHECK(shown("mL/1.73m2/1.73m2") == "'173.173.m4/mL/100/100'");
  CHECK(shown("mL/1m2") == "m2/mL");
  CHECK(shown("mL/2K") == "'2.10*3/mL'");
  CHECK(shown("K") == "'/10*3'");
  CHECK(to_string(*multiply(unit("'10*92/L'"), unit("'10*9'"))) == "'10*98.10*3/L'");
  CHECK(to_string(*multiply(unit("10^90/L"), unit("10^9"))) == "10^99/L");
  CHECK(to_string(*multiply(unit("10^91/L"), unit("10^9"))) == "10^98.10^2/L");
  CHECK(same_unit(*unit("10^98.10^2/L"), *multiply(unit("10^91/L"), unit("10^9"))));
  CHECK(shown("K.h") == "'/10*3/h'");
  CHECK(to_string(*multiply(unit("K.mL"), unit("'K'"))) == "'10*3.mL.K'");
}

TEST_CASE("units that cannot be read", "[unit]") {
  for (const auto* text : {"", "/min", "mg/", "mg//L", "1.73m2", "10^", "10^0", "mg L", "mg/%", "m100",
                           "mg/1000000000000000000L", "mm[Hg]", "mg/0L", "'", "''", "'mg"}) {
    INFO(text);
    CHECK(std::holds_alternative<UnitError>(table().parse(text)));
  }
}

TEST_CASE("an error tells what is at fault and where", "[unit]") {
  CHECK(error("mg/dayz").symbol == "dayz");
  CHECK(error("mg/dayz").offset == 3);
  CHECK(error("\u00b5g/\u00b5x").offset == 4);
  CHECK(error("\u00b5g/\u00b5x").symbol == "\u00b5x");
  CHECK(error("'mg/dayz'").offset == 4);
  CHECK(error("mL/min/1.73xx2").symbol == "xx");
  CHECK(error("mg/").reason == UnitError::Reason::malformed);
  CHECK(error("mgg").reason == UnitError::Reason::unknown_symbol);
}

TEST_CASE("a near unit is suggested", "[unit]") {
  CHECK(error("mmhg").suggestion == "mmHg");
  CHECK(error("KG").suggestion == "kg");
  CHECK(error("dayz").suggestion == "day");
  CHECK(error("mcg/kg").suggestion == "ug");
  CHECK(error("mL/hr").suggestion == "h");
  CHECK(error("iu").suggestion == "IU");
  CHECK(error("ppm").suggestion == "'[ppm]'");
  CHECK(error("mM").suggestion == "mmol/L");
  CHECK_FALSE(error("x").suggestion);
  CHECK_FALSE(error("wurst").suggestion);
}

TEST_CASE("products and quotients cancel in what is displayed", "[unit]") {
  CHECK(to_string(*multiply(unit("mg/kg/day"), unit("kg"))) == "mg/day");
  CHECK(to_string(*multiply(unit("mL/min"), unit("min"))) == "mL");
  CHECK(to_string(*divide(unit("kg"), unit("m2"))) == "kg/m2");
  CHECK(to_string(*divide(unit("mg/day"), unit("mg/day"))).empty());
  CHECK(to_string(*multiply(unit("m"), unit("m"))) == "m2");
  CHECK(to_string(*divide(pure_unit(), unit("min"))) == "'/min'");
  CHECK(to_string(*multiply(unit("mL/min/1.73m2"), unit("mL/min/1.73m2"))) == "mL2/min2/1.73m2/1.73m2");
  CHECK(is_pure(*divide(unit("mg"), unit("mg"))));
  CHECK(is_dimensionless(*divide(unit("mg"), unit("g"))));
  CHECK_FALSE(is_pure(*divide(unit("mg"), unit("g"))));
  CHECK(same_unit(*multiply(unit("mg/kg/day"), unit("kg")), *unit("mg/day")));
}

TEST_CASE("a pure number leaves a unit as it is", "[unit]") {
  const auto celsius = unit("degC");
  CHECK(multiply(celsius, pure_unit()) == celsius);
  CHECK(multiply(pure_unit(), celsius) == celsius);
  CHECK(divide(celsius, pure_unit()) == celsius);
}

TEST_CASE("in a product a zero point plays no part", "[unit]") {
  CHECK(divide(unit("degC"), unit("h"))->offset == 0);
  CHECK(multiply(unit("degC"), unit("h"))->offset == 0);
}

TEST_CASE("roots of units", "[unit]") {
  CHECK(to_string(*square_root(unit("m2"))) == "m");
  CHECK(square_root(unit("mm2"))->scale == Rational(1, 1000));
  CHECK(is_pure(*square_root(pure_unit())));
  CHECK(square_root(unit("m")) == nullptr);
  CHECK(square_root(unit("kg/m2")) == nullptr);
  CHECK(square_root(unit("%")) == nullptr);
}

TEST_CASE("kinds of units", "[unit]") {
  CHECK(is_pure(*pure_unit()));
  CHECK_FALSE(is_pure(*unit("%")));
  CHECK(is_dimensionless(*unit("%")));
  CHECK(is_dimensionless(*unit("breaths")));
  CHECK(same_unit(*unit("d"), *unit("days")));
  CHECK_FALSE(same_unit(*unit("degC"), *unit("'K'")));
  CHECK(same_dimension(*unit("degC"), *unit("'K'")));
}

TEST_CASE("dimensions in a clinician's words", "[unit]") {
  const std::vector<std::pair<const char*, const char*>> rows{
      {"mmHg", "pressure"},
      {"mg", "mass"},
      {"mL", "volume"},
      {"cm", "length"},
      {"h", "time"},
      {"years", "calendar time"},
      {"degC", "temperature"},
      {"mmol", "amount of substance"},
      {"mg/dL", "mass concentration"},
      {"mmol/L", "amount concentration"},
      {"10^9/L", "number concentration"},
      {"breaths/min", "rate"},
      {"mL/min", "flow"},
      {"mg/h", "mass rate"},
      {"kg/m2", "mass per area"},
      {"kcal", "energy"},
      {"IU/mL", "international units per volume"},
      {"U/L", "catalytic concentration"},
      {"g/mol", "molar mass"},
      {"dyn.s/cm5", "resistance to flow"},
      {"%", "number"},
      {"mg/cm", "mass per length"},
      {"m4", "length to the power 4"},
      {"kg.m", "length times mass"},
      {"'[CFU]/mL'", "[CFU] per length cubed"},
      {"m/years", "length per calendar time"},
  };
  for (const auto& [text, words] : rows) CHECK(description(text) == words);
}

TEST_CASE("a percentage with an exponent is displayed in quotes", "[unit]") {
  CHECK(to_string(*unit("'%2.s/day'")) == "'%2.s/day'");
  CHECK(to_string(*unit("'%.s/day'")) == "%.s/day");
}

TEST_CASE("what is displayed can be read again", "[unit]") {
  // `1.73m2` has no code of UCUM, so that a unit that needs quotes and holds it can be displayed only.
  const auto has_code = [](const std::string& shown) {
    return !shown.starts_with("'") ||
           (shown.find("1.73m2") == std::string::npos && shown.find("100mL") == std::string::npos);
  };
  const auto reads_again = [&](const std::string& text) {
    const auto shown = to_string(*unit(text));
    RC_TAG(shown);
    if (shown.empty() || !has_code(shown)) return;
    RC_ASSERT(same_unit(*unit(shown), *unit(text)));
  };
  const auto joined = [](rc::Gen<std::string> factors) {
    std::string text = *factors;
    for (const auto& more : *rc::gen::container<std::vector<std::string>>(factors)) {
      text.append(*rc::gen::element<std::string>("/", ".")).append(more);
    }
    return text;
  };
  rc::prop("without quotes", [&] {
    const auto first = *rc::gen::element<std::string>("%", "10^9", "mL", "mmHg");
    // Not `K`: where the product needs quotes, it would be kelvin.
    const auto factors =
        rc::gen::element<std::string>("mg", "kg", "m2", "10^9", "1.73m2", "100mL", "day", "cmH2O");
    reads_again(first + "/" + joined(factors));
  });
  rc::prop("with quotes", [&] {
    const auto factors = rc::gen::element<std::string>("mg", "s-1", "m2", "10*9", "10^-3", "%", "mm[Hg]",
                                                       "{x}", "g{y}", "m2{z}", "2", "day", "cd");
    reads_again("'/" + joined(factors) + "'");
  });
  rc::prop("and any text is read or refused", [] {
    const auto letters = rc::gen::elementOf(std::string{"mgLkdsPa[]Hg{}()/.*^+-0123456789'% \u00b5"});
    const auto result = table().parse(*rc::gen::container<std::string>(letters));
    const auto* read = std::get_if<UnitPtr>(&result);
    RC_ASSERT((!read || (*read)->scale > 0));
  });
}

}  // namespace waymark::unit_test
