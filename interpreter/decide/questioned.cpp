#include "interpreter/decide/questioned.hpp"

#include <array>

#include "interpreter/evaluate/bounds.hpp"

namespace waymark {
namespace {

// In which units what is measured is given, the usual ones first; the pure number is a fraction.
constexpr auto usual_units = std::to_array<std::string_view>(
    {"",   "%",  "kPa",    "mmHg",   "cmH2O",  "degC",   "degF",  "kg",   "g",     "mg",   "lb",    "m",
     "cm", "mm", "mmol/L", "umol/L", "nmol/L", "g/L",    "g/dL",  "mg/L", "mg/dL", "ug/L", "ng/mL", "L",
     "dL", "mL", "10^9/L", "10^6/L", "years",  "months", "weeks", "days", "h",     "min",  "s"});

std::optional<UnitPtr> unit_called(const model::Model& model, std::string_view name) {
  if (name.empty()) return pure_unit();
  const auto parsed = model.units.parse(name);
  const auto* unit = std::get_if<UnitPtr>(&parsed);
  return unit ? std::optional{*unit} : std::nullopt;
}

// In the unit of the fact; nullopt where it does not measure the same.
std::optional<Quantity> in_unit_of(const model::Fact& fact, const Quantity& value) {
  if (same_dimension(*value.unit, *fact.type.unit)) return convert(value, fact.type.unit);
  return exchange(value, fact.type.unit, fact.type.substance);
}

std::optional<OtherUnit> plausible_unit(const model::Model& model, const model::Fact& fact,
                                        const Quantity& value) {
  for (const auto name : usual_units) {
    const auto unit = unit_called(model, name);
    if (!unit || same_unit(**unit, *value.unit)) continue;
    const Quantity meant{value.number, *unit};
    const auto is = in_unit_of(fact, meant);
    if (is && model::is_within(*is, *fact.plausible)) return OtherUnit{meant, *is};
  }
  return std::nullopt;
}

}  // namespace

std::vector<QuestionedReading> questioned_readings(Evaluator& evaluator) {
  const auto& model = evaluator.model();
  std::vector<QuestionedReading> result;
  for (model::FactId id = 0; id < model.facts.size(); ++id) {
    const auto& fact = model.facts[id];
    if (!fact.is_plausible || evaluator.truth(*fact.is_plausible) != Truth::no) continue;
    const auto current = evaluator.current_reading(id);
    const auto value = current.reading ? known_number(current.reading->value) : std::nullopt;
    if (value) result.push_back({id, *value, current.reading->time, plausible_unit(model, fact, *value)});
  }
  return result;
}

std::vector<UnlimitedReading> unlimited_readings(const Evaluator& evaluator) {
  const auto& model = evaluator.model();
  std::vector<UnlimitedReading> result;
  for (model::FactId id = 0; id < model.facts.size(); ++id) {
    const auto& fact = model.facts[id];
    if (!fact.validity || validity(model, fact, evaluator.patient().parameters)) continue;
    if (!evaluator.current_reading(id).reading) continue;
    result.push_back({id, std::get<model::ParameterReference>(model[*fact.validity].operation).parameter});
  }
  return result;
}

std::vector<LaterReading> later_readings_of(const Evaluator& evaluator, model::FactId fact) {
  std::vector<LaterReading> result;
  if (evaluator.model().facts[fact].type.kind == TypeKind::event) return result;
  for (const auto& reading : evaluator.patient().facts[fact]) {
    const bool is_known = !std::holds_alternative<Unknown>(reading.value);
    if (!is_known || !reading.time || is_seen(reading, *reading.time, evaluator.at())) continue;
    result.push_back({fact, reading.value, *reading.time, reading.recorded});
  }
  return result;
}

std::vector<LaterReading> later_readings(const Evaluator& evaluator) {
  std::vector<LaterReading> result;
  for (model::FactId id = 0; id < evaluator.model().facts.size(); ++id) {
    for (auto& reading : later_readings_of(evaluator, id)) result.push_back(std::move(reading));
  }
  return result;
}

}  // namespace waymark
