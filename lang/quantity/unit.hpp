#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "lang/quantity/rational.hpp"

namespace waymark {

// What a unit measures: the exponents of the base dimensions, by the base's name ("length", "time", "mass",
// "angle", "temperature", "charge", "luminosity", "amount", "equivalents", "calendar" (months and years), and
// one for each of UCUM's arbitrary units such as "[IU]"). No entry has the exponent 0.
using Dimension = std::map<std::string, int, std::less<>>;

// One factor of a unit as the author wrote it: `mL` in mL/min/1.73m2 is {"mL", 1}, `1.73m2` is {"1.73m2",
// -1}.
struct UnitFactor {
  std::string symbol;
  int exponent = 1;
  std::string size = {};     // size_of what the symbol measures; empty for pure numbers
  bool only_quoted = false;  // without quotes the symbol is the name of another unit
  // What stands for the symbol between quotes, where it is no code of UCUM or that of another unit: `5` and
  // `mCi` for `5mCi`. nullptr where the symbol stands for itself.
  std::shared_ptr<const std::vector<UnitFactor>> in_quotes = nullptr;
  friend bool operator==(const UnitFactor&, const UnitFactor&) = default;
};

// A unit: how it is written, what it measures and how large it is.
// A value v in this unit is v * scale + offset in the coherent base units of its dimension.
struct Unit {
  std::vector<UnitFactor> factors;  // as written, for display; empty for the pure number
  Dimension dimension;
  Rational scale = 1;
  Rational offset = 0;  // only Cel, [degF] and their like have one
};

// Units are shared and immutable; never null.
using UnitPtr = std::shared_ptr<const Unit>;

// The unit of a pure number.
const UnitPtr& pure_unit();
bool is_pure(const Unit& unit);           // written without any unit
bool is_dimensionless(const Unit& unit);  // a pure number, %, ppm, ...
bool same_dimension(const Unit& a, const Unit& b);
bool counts_months(const Unit& unit);  // months and years, whose length only the calendar knows
// Equal for factors that may stand for each other: `h` and `hours`. Empty for what has no dimension.
std::string size_of(const Unit& unit);
bool same_unit(const Unit& a, const Unit& b);  // equal scale, offset and dimension, however they are written
// "mg/kg/day", "10^9/L", "" for the pure number; what needs quotes in the language is written in them:
// "'mm[Hg]'",
// "'/min'".
std::string to_string(const Unit& unit);
// The code of UCUM that means the unit: "mm[Hg]" for mmHg, "h" for hours. nullopt for the pure number, and
// for what UCUM has no code for.
std::optional<std::string> ucum_code(const Unit& unit);
// "pressure", "mass concentration", "time": a clinician's word for the dimension where there is one, else
// the base dimensions ("mass per length"); "number" for none.
std::string describe(const Dimension& dimension);

// Factors of the same symbol cancel in what is displayed: mg/kg/day * kg is mg/day. Units with an offset take
// part only as a difference (their scale).
UnitPtr multiply(const UnitPtr& a, const UnitPtr& b);
UnitPtr divide(const UnitPtr& a, const UnitPtr& b);
// nullptr where a half exponent would arise.
UnitPtr square_root(const UnitPtr& unit);

// Why a unit could not be read.
struct UnitError {
  enum class Reason { malformed, unknown_symbol };
  Reason reason;
  std::string symbol;                     // the part that is at fault, as written
  std::uint32_t offset = 0;               // of `symbol` in the text
  std::optional<std::string> suggestion;  // a near unit
};
using UnitResult = std::variant<UnitPtr, UnitError>;

// The units of UCUM's case-sensitive code (prefixes, exponents, annotations `{...}`, parentheses,
// `10*`/`10^`): The Unified Code for Units of Measure, version 2.1. `code` comes without the quotes.
UnitResult parse_ucum(std::string_view code);

// The named units that are in scope.
class UnitTable {
 public:
  // A friendly name, which is also what the unit is displayed as; false where the name is taken already. The
  // factors of `definition` are displayed between quotes where UCUM has another unit of that name.
  bool declare(const std::string& name, UnitPtr definition);
  bool contains(std::string_view name) const;
  // A unit as the language writes it without quotes (`mL/min/1.73m2`, `10^9/L`, `K/uL`, `%`) or as a code in
  // single quotes (`'mm[Hg]'`). Without quotes, a factor is a declared name first, then a UCUM symbol with
  // its prefix; in quotes it is the other way round. A micro sign counts as `u` in both of its code points.
  UnitResult parse(std::string_view text) const;
  // A code of UCUM as it stands between quotes: what is read is displayed in them where the bare text would
  // be another unit here.
  UnitResult parse_code(std::string_view code) const;
  std::vector<std::string> names() const;

 private:
  std::map<std::string, UnitPtr, std::less<>> named_;
};

}  // namespace waymark
