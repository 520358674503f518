#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

#include "lang/quantity/unit.hpp"

namespace waymark::ucum_test {
namespace {

UnitPtr unit(std::string_view code) {
  const auto result = parse_ucum(code);
  const auto* found = std::get_if<UnitPtr>(&result);
  INFO(code);
  REQUIRE(found);
  return *found;
}

UnitError error(std::string_view code) {
  const auto result = parse_ucum(code);
  const auto* found = std::get_if<UnitError>(&result);
  INFO(code);
  REQUIRE(found);
  return *found;
}

// How many of the second unit one of the first is.
Rational factor(const char* from, const char* to) {
  INFO(from << " in " << to);
  REQUIRE(same_dimension(*unit(from), *unit(to)));
  return unit(from)->scale / unit(to)->scale;
}

// `12`, `0.05` or `7/9`
Rational number(std::string text) {
  const auto slash = text.find('/');
  if (slash != std::string::npos) return number(text.substr(0, slash)) / number(text.substr(slash + 1));
  mpz_class divisor = 1;
  if (const auto point = text.find('.'); point != std::string::npos) {
    for (std::size_t i = point + 1; i < text.size(); ++i) divisor *= 10;
    text.erase(point, 1);
  }
  return Rational{mpz_class{text, 10}} / Rational{divisor};
}

struct Conversion {
  const char* from;
  const char* to;
  const char* factor;
};

const std::vector<Conversion> conversions{
    // prefixes
    {"kg", "g", "1000"},
    {"mg", "g", "0.001"},
    {"ug", "mg", "0.001"},
    {"ng", "ug", "0.001"},
    {"pg", "ng", "0.001"},
    {"fmol", "pmol", "0.001"},
    {"dag", "g", "10"},
    {"hPa", "Pa", "100"},
    {"cm", "m", "0.01"},
    {"MBq", "kBq", "1000"},
    {"GHz", "Hz", "1000000000"},
    {"KiBy", "By", "1024"},
    {"By", "bit", "8"},
    // volumes
    {"L", "dm3", "1"},
    {"l", "L", "1"},
    {"dL", "mL", "100"},
    {"mL", "cm3", "1"},
    {"uL", "mm3", "1"},
    {"fL", "um3", "1"},
    {"[drp]", "mL", "1/20"},
    {"[foz_us]", "mL", "29.5735295625"},
    {"[cup_us]", "mL", "236.5882365"},
    {"[tsp_us]", "mL", "4.92892159375"},
    {"[tbs_us]", "[tsp_us]", "3"},
    {"[tsp_m]", "mL", "5"},
    {"[pt_us]", "mL", "473.176473"},
    {"[qt_us]", "[pt_us]", "2"},
    {"[gal_us]", "L", "3.785411784"},
    {"[gal_br]", "L", "4.54609"},
    {"[foz_br]", "mL", "28.4130625"},
    // masses
    {"[lb_av]", "kg", "0.45359237"},
    {"[oz_av]", "g", "28.349523125"},
    {"[stone_av]", "[lb_av]", "14"},
    {"[gr]", "mg", "64.79891"},
    {"[lb_av]", "[gr]", "7000"},
    {"[oz_tr]", "g", "31.1034768"},
    {"[dr_ap]", "g", "3.8879346"},
    {"t", "kg", "1000"},
    // lengths and areas
    {"[in_i]", "cm", "2.54"},
    {"[ft_i]", "cm", "30.48"},
    {"[ft_i]", "[in_i]", "12"},
    {"[mi_i]", "m", "1609.344"},
    {"[nmi_i]", "m", "1852"},
    {"[ft_us]", "m", "1200/3937"},
    {"[Ch]", "mm", "1/3"},
    {"Ao", "nm", "0.1"},
    {"ar", "m2", "100"},
    {"[sin_i]", "cm2", "6.4516"},
    {"m2", "cm2", "10000"},
    // time
    {"min", "s", "60"},
    {"h", "min", "60"},
    {"d", "h", "24"},
    {"wk", "d", "7"},
    {"a", "mo", "12"},
    {"a_j", "d", "365.25"},
    {"mo_j", "d", "30.4375"},
    {"Hz", "/min", "60"},
    {"/h", "/d", "24"},
    // pressure
    {"mm[Hg]", "Pa", "133.322"},
    {"kPa", "mm[Hg]", "1000/133.322"},
    {"cm[H2O]", "Pa", "98.0665"},
    {"cm[H2O]", "mm[Hg]", "98.0665/133.322"},
    {"bar", "kPa", "100"},
    {"atm", "Pa", "101325"},
    {"[in_i'H2O]", "cm[H2O]", "2.54"},
    {"[in_i'Hg]", "mm[Hg]", "25.4"},
    {"att", "Pa", "98066.5"},
    {"dyn.s/cm5", "Pa.s/m3", "100000"},
    {"[wood'U]", "mm[Hg].min/L", "1"},
    {"[PRU]", "[wood'U]", "1000/60"},
    // energy, force and electricity
    {"cal", "J", "4.184"},
    {"[Cal]", "kcal", "1"},
    {"kcal", "kJ", "4.184"},
    {"erg", "J", "0.0000001"},
    {"W.h", "kJ", "3.6"},
    {"N", "dyn", "100000"},
    {"V.A", "W", "1"},
    {"mho", "S", "1"},
    {"[MET]", "mL/min/kg", "3.5"},
    // amounts and concentrations
    {"eq", "meq", "1000"},
    {"mosm/kg", "osm/t", "1"},
    {"kat", "U", "60000000"},
    {"U/L", "nkat/L", "1000/60"},
    {"mg/dL", "g/L", "0.01"},
    {"g%", "g/L", "10"},
    {"ug/mL", "mg/L", "1"},
    {"mmol/L", "umol/mL", "1"},
    {"10*9/L", "10*3/uL", "1"},
    {"10^12/L", "10*6/uL", "1"},
    {"/uL", "/L", "1000000"},
    {"[iU]", "[IU]", "1"},
    {"m[IU]/L", "u[IU]/mL", "1"},
    {"%", "1", "0.01"},
    {"[ppm]", "%", "0.0001"},
    {"[ppb]", "[ppm]", "0.001"},
    {"mg/kg", "[ppm]", "1"},
    // radiation
    {"Ci", "Bq", "37000000000"},
    {"mCi", "MBq", "37"},
    {"RAD", "Gy", "0.01"},
    {"REM", "mSv", "10"},
    {"R", "C/kg", "0.000258"},
    // flow, dose and body
    {"mL/h", "L/d", "0.024"},
    {"ug/kg/min", "mg/kg/h", "0.06"},
    {"mg/kg/d", "ug/kg/h", "1000/24"},
    {"L/min/m2", "mL/s/cm2", "1/600"},
    {"kg/m2", "g/cm2", "0.1"},
    {"[diop]", "/cm", "0.01"},
    {"'", "''", "60"},
    {"deg", "'", "60"},
    {"circ", "deg", "360"},
};

}  // namespace

TEST_CASE("factors between units are exact", "[ucum]") {
  for (const auto& [from, to, expected] : conversions) {
    INFO(from << " in " << to);
    CHECK(factor(from, to) == number(expected));
    CHECK(factor(to, from) == 1 / number(expected));
  }
}

TEST_CASE("ways to write one unit", "[ucum]") {
  const std::vector<std::pair<const char*, const char*>> rows{
      {"m/s2", "m.s-2"},
      {"m/s2", "m.s-1/s"},
      {"mg/kg/d", "mg/(kg.d)"},
      {"mg/kg/d", "mg.kg-1.d-1"},
      {"mg/(kg/d)", "mg.d/kg"},
      {"/min", "min-1"},
      {"/min", "1/min"},
      {"/(mL.min)", "/mL/min"},
      {"{beats}/min", "/min"},
      {"m2{body surface}", "m2"},
      {"mg{total}/L", "mg/L"},
      {"10*3/uL", "10^3/uL"},
      {"10*+3/uL", "10*3/uL"},
      {"10*-3.L", "mL"},
      {"100.mg", "dg"},
      {"mm[Hg]", "mm[Hg]{systolic}"},
      {"((m))", "m"},
      {"m+2", "m2"},
      {"{}", "1"},
      {"10*", "10"},
      {"10*{cells}", "10^"},
  };
  for (const auto& [one, other] : rows) {
    INFO(one << " and " << other);
    CHECK(same_unit(*unit(one), *unit(other)));
  }
}

TEST_CASE("a line above binds to the next factor only", "[ucum]") {
  CHECK(same_unit(*unit("mg/kg.d"), *unit("mg.d/kg")));
  CHECK_FALSE(same_unit(*unit("mg/kg.d"), *unit("mg/(kg.d)")));
}

TEST_CASE("case counts", "[ucum]") {
  CHECK(factor("Mg", "mg") == 1'000'000'000);
  CHECK(unit("Pa")->dimension != unit("pA")->dimension);
  CHECK(unit("A")->dimension == unit("C/s")->dimension);
  CHECK(unit("S")->dimension != unit("s")->dimension);
}

TEST_CASE("a symbol as a whole comes before a prefix", "[ucum]") {
  CHECK(unit("min")->scale == 60);
  CHECK(unit("cd")->dimension == Dimension{{"luminosity", 1}});
  CHECK(unit("Pa")->dimension == unit("N/m2")->dimension);
  CHECK(unit("dar")->scale == 10);
}

TEST_CASE("what measures the same by design does not by UCUM", "[ucum]") {
  CHECK(unit("mol")->dimension == Dimension{{"amount", 1}});
  CHECK(unit("a")->dimension == Dimension{{"calendar", 1}});
  CHECK(unit("a")->dimension != unit("d")->dimension);
  CHECK(unit("mo_j")->dimension == unit("d")->dimension);
  CHECK(unit("[IU]")->dimension == Dimension{{"[IU]", 1}});
  CHECK(unit("[CFU]")->dimension != unit("[PFU]")->dimension);
}

TEST_CASE("scales with a zero point of their own", "[ucum]") {
  CHECK(unit("Cel")->offset == number("273.15"));
  CHECK(unit("[degF]")->offset == number("459.67") * 5 / 9);
  CHECK(unit("Cel{core}")->offset == number("273.15"));
  CHECK(unit("mCel")->scale == number("0.001"));
  CHECK(unit("mCel")->offset == number("273.15"));
  CHECK(unit("Cel/h")->offset == 0);
  CHECK(unit("/Cel")->offset == 0);
  CHECK(unit("Cel2")->offset == 0);
  CHECK(unit("m.Cel")->offset == 0);
  CHECK(unit("[degR]")->offset == 0);
}

TEST_CASE("codes that are malformed", "[ucum]") {
  for (const auto* code : {"",     "/",    "mg/",      "/mg/",   "mg//L",  "(mg", "mg)", "()",
                           "{",    "mg{x", "mg{a{b}}", "m0",     "m1000",  ".mg", "mg.", "mg L",
                           "0.mg", "m-",   "3m",       "1.73m2", "10*999", "m2s", "-1",  "mg/(L"}) {
    INFO(code);
    const auto result = parse_ucum(code);
    CHECK(std::holds_alternative<UnitError>(result));
  }
  CHECK(error("mg/").reason == UnitError::Reason::malformed);
  CHECK(error(std::string(1000, '(') + "m" + std::string(1000, ')')).reason == UnitError::Reason::malformed);
}

TEST_CASE("symbols that are unknown are named with their place", "[ucum]") {
  const auto unknown = error("mg/dayz.kg");
  CHECK(unknown.reason == UnitError::Reason::unknown_symbol);
  CHECK(unknown.symbol == "dayz");
  CHECK(unknown.offset == 3);
  CHECK(error("kmin").symbol == "kmin");
  CHECK(error("mmHg").suggestion == "mm[Hg]");
  CHECK(error("mm[hg]").suggestion == "mm[Hg]");
  CHECK(error("KG").suggestion == "kg");
  CHECK(error("mcg").suggestion == "ug");
  CHECK(error("mEq/L").suggestion == "meq");
  CHECK(error("IU/L").suggestion == "[IU]");
  CHECK_FALSE(error("q").suggestion);
}

TEST_CASE("levels and their like convert to nothing else", "[ucum]") {
  for (const auto* code : {"[pH]", "dB", "B", "Np", "dB[SPL]", "B[10.nV]", "[p'diop]", "%[slope]", "[hp'_X]",
                           "bit_s", "[m/s2/Hz^(1/2)]"}) {
    INFO(code);
    const auto read = parse_ucum(code);
    REQUIRE(std::holds_alternative<UnitPtr>(read));
    CHECK(std::get<UnitPtr>(read)->dimension.size() == 1);
    CHECK(describe(std::get<UnitPtr>(read)->dimension) != "number");
  }
}

TEST_CASE("random codes are read or refused", "[ucum]") {
  rc::prop("without harm", [] {
    const auto letters = rc::gen::elementOf(std::string{"mgLkdsPa[]Hg{}()/.*^+-0123456789'% "});
    const auto code = *rc::gen::container<std::string>(letters);
    const auto result = parse_ucum(code);
    const auto* read = std::get_if<UnitPtr>(&result);
    RC_ASSERT((!read || (*read)->scale > 0));
  });
}

}  // namespace waymark::ucum_test
