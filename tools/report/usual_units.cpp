#include "tools/report/usual_units.hpp"

#include <algorithm>
#include <array>

namespace waymark {
namespace {

// Codes of UCUM that clinicians read and write. What is not among them can still be typed.
constexpr std::array usual{"kg",
                           "g",
                           "mg",
                           "ug",
                           "ng",
                           "[lb_av]",
                           "m",
                           "cm",
                           "mm",
                           "[in_i]",
                           "[ft_i]",
                           "L",
                           "dL",
                           "mL",
                           "uL",
                           "mm[Hg]",
                           "kPa",
                           "cm[H2O]",
                           "Cel",
                           "[degF]",
                           "K",
                           "mmol",
                           "umol",
                           "nmol",
                           "mol",
                           "meq",
                           "mmol/L",
                           "umol/L",
                           "nmol/L",
                           "pmol/L",
                           "meq/L",
                           "g/L",
                           "g/dL",
                           "mg/L",
                           "mg/dL",
                           "ug/L",
                           "ug/dL",
                           "ug/mL",
                           "ng/mL",
                           "ng/L",
                           "pg/mL",
                           "10*9/L",
                           "10*3/uL",
                           "10*6/uL",
                           "10*12/L",
                           "/uL",
                           "U/L",
                           "[IU]/L",
                           "[IU]/mL",
                           "[IU]",
                           "/min",
                           "/s",
                           "Hz",
                           "mL/min",
                           "L/min",
                           "mL/h",
                           "L/h",
                           "mL/kg",
                           "mL/kg/h",
                           "mg/kg",
                           "ug/kg/min",
                           "mg/h",
                           "mg/d",
                           "s",
                           "min",
                           "h",
                           "d",
                           "wk",
                           "mo",
                           "a",
                           "kg/m2",
                           "m2",
                           "mL/min/{1.73_m2}",
                           "g/g",
                           "mg/g",
                           "mg/mmol"};

UnitPtr read(const UnitTable& units, const std::string& code) {
  const auto result = units.parse_code(code);
  const auto* unit = std::get_if<UnitPtr>(&result);
  return unit ? *unit : nullptr;
}

bool fits(const Unit& unit, const Type& type) {
  return same_dimension(unit, *type.unit) || exchange_factor(unit, *type.unit, type.substance).has_value();
}

}  // namespace

std::vector<std::string> usual_units(const Type& type, const UnitTable& units) {
  if (is_pure(*type.unit)) return {};
  std::vector<std::string> result{to_string(*type.unit)};
  if (is_dimensionless(*type.unit)) return result;
  std::vector<UnitPtr> taken{type.unit};
  const auto offer = [&](const UnitPtr& unit) {
    const auto is_taken = [&](const UnitPtr& other) { return same_unit(*unit, *other); };
    if (!unit || !fits(*unit, type) || std::ranges::any_of(taken, is_taken)) return;
    taken.push_back(unit);
    result.push_back(to_string(*unit));
  };
  for (const auto* code : usual) offer(read(units, code));
  return result;
}

}  // namespace waymark
