#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "tools/report/wording.hpp"

namespace waymark {

// Returns a Quantity of FHIR; with the code of UCUM where the unit has one.
nlohmann::ordered_json fhir_quantity(const Quantity& quantity);

// "500 mg intravenous every 6 hours for 3 days"; empty where the step says nothing.
std::string regimen_words(const Wording& wording, const model::Regimen& step);

// Returns a Timing of FHIR of how often and for how long; nullopt where the step says neither, or not in a
// unit of time that FHIR has.
std::optional<nlohmann::ordered_json> fhir_timing(const Wording& wording, const model::Regimen& step);

// Returns the single dose of a step as a Quantity, or as a Range of two; nullopt where it is not known.
struct FhirAmount {
  bool is_range = false;
  bool is_rate = false;         // so much in a time
  nlohmann::ordered_json json;  // the Quantity or the Range
};
std::optional<FhirAmount> fhir_amount(const Wording& wording, const model::Regimen& step);

// Returns a Dosage of FHIR for each step, in their order.
nlohmann::ordered_json fhir_dosage(const Wording& wording, const std::vector<model::Regimen>& steps);

}  // namespace waymark
