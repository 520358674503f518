#include "tools/report/fhir_dosage.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

namespace waymark {
namespace {

using Json = nlohmann::ordered_json;
using Ends = std::pair<Quantity, Quantity>;

constexpr std::string_view ucum_uri = "http://unitsofmeasure.org";

std::string amount_words(const Amount& amount) { return amount.text.value_or(amount.words); }

// With the digits that the number has.
Json number_json(const Decimal& number) { return Json::parse(number.to_string()); }

bool is_one(const Ends& ends) { return ends.first == ends.second; }

// A Quantity, or a Range where the ends differ.
Json between(const Ends& ends) {
  if (is_one(ends)) return fhir_quantity(ends.second);
  return {{"low", fhir_quantity(ends.first)}, {"high", fhir_quantity(ends.second)}};
}

// Whether something is measured in each unit of time.
bool is_rate(const Unit& unit) {
  const auto time = unit.dimension.find("time");
  return time != unit.dimension.end() && time->second < 0;
}

// The unit as FHIR's units of time have it; empty where it is none of them.
std::string unit_of_time(const Unit& unit) {
  constexpr std::array<std::string_view, 7> units{"s", "min", "h", "d", "wk", "mo", "a"};
  const auto code = ucum_code(unit).value_or("");
  return std::ranges::find(units, code) == units.end() ? "" : code;
}

// Both ends in one unit of time.
std::optional<Ends> time_between(const Wording& wording, const std::optional<model::ExprRange>& range) {
  if (!range) return std::nullopt;
  auto ends = wording.quantities(*range);
  const bool is_told = ends && same_unit(*ends->first.unit, *ends->second.unit);
  return is_told && !unit_of_time(*ends->second.unit).empty() ? ends : std::nullopt;
}

}  // namespace

Json fhir_quantity(const Quantity& quantity) {
  Json result{{"value", number_json(quantity.number)}};
  if (is_pure(*quantity.unit)) return result;
  result["unit"] = to_string(*quantity.unit);
  if (const auto code = ucum_code(*quantity.unit)) {
    result["system"] = ucum_uri;
    result["code"] = *code;
  }
  return result;
}

std::string regimen_words(const Wording& wording, const model::Regimen& step) {
  std::vector<std::string> parts;
  if (step.dose) parts.push_back(amount_words(wording.dose(*step.dose)));
  if (step.route) parts.push_back(*step.route);
  if (step.every) parts.push_back("every " + amount_words(wording.amount(*step.every)));
  if (step.duration) parts.push_back("for " + amount_words(wording.amount(*step.duration)));
  return fmt::format("{}", fmt::join(parts, " "));
}

std::optional<Json> fhir_timing(const Wording& wording, const model::Regimen& step) {
  auto repeat = Json::object();
  if (const auto duration = time_between(wording, step.duration))
    repeat[is_one(*duration) ? "boundsDuration" : "boundsRange"] = between(*duration);
  if (const auto every = time_between(wording, step.every)) {
    repeat["frequency"] = 1;
    repeat["period"] = number_json(every->first.number);
    if (!is_one(*every)) repeat["periodMax"] = number_json(every->second.number);
    repeat["periodUnit"] = unit_of_time(*every->second.unit);
  }
  if (repeat.empty()) return std::nullopt;
  return Json{{"repeat", std::move(repeat)}};
}

std::optional<FhirAmount> fhir_amount(const Wording& wording, const model::Regimen& step) {
  const auto ends = step.dose ? wording.quantities(*step.dose) : std::nullopt;
  if (!ends || !same_dimension(*ends->first.unit, *ends->second.unit)) return std::nullopt;
  return FhirAmount{!is_one(*ends), is_rate(*ends->second.unit), between(*ends)};
}

Json fhir_dosage(const Wording& wording, const std::vector<model::Regimen>& steps) {
  auto result = Json::array();
  for (const auto& step : steps) {
    const auto words = regimen_words(wording, step);
    if (words.empty()) continue;
    Json dosage{{"sequence", result.size() + 1}, {"text", words}};
    if (auto timing = fhir_timing(wording, step)) dosage["timing"] = *std::move(timing);
    if (step.route) dosage["route"] = {{"text", *step.route}};
    if (auto amount = fhir_amount(wording, step)) {
      const auto name =
          fmt::format("{}{}", amount->is_rate ? "rate" : "dose", amount->is_range ? "Range" : "Quantity");
      dosage["doseAndRate"].push_back({{name, std::move(amount->json)}});
    }
    result.push_back(std::move(dosage));
  }
  return result;
}

}  // namespace waymark
