#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "interpreter/facts/fhir/fhir_patient.hpp"
#include "tools/report/text_layout.hpp"
#include "tools/report/wording.hpp"

namespace waymark {

// Of a record of which only a part was read.
inline constexpr std::string_view further_pages_words =
    "The record has further pages, which are not here: what is not found stays unknown";

// Why a reading of a record was not used: "its status is `preliminary`".
std::string not_used_reason(const SetAside& reading);
// The same as a line: "Observation/7 valueQuantity: Creatinine: the unit is only a text, `mg/dl`".
std::string not_used_words(const model::Model& model, const SetAside& reading);
// The reason as programs know it: "unit_only_as_text".
std::string_view name_of(NotUsed reason);

// "+01:00", "Z".
std::string zone_text(std::int32_t minutes);

// The readings of the record that were not used, and the times that have no zone; nothing where the patient
// does not come from FHIR, or there is nothing to say.
void write_not_used(Page& page, const RunReport& report);
// The same as `readings_not_used` and `assumed_zone` of a document.
void add_not_used(nlohmann::ordered_json& result, const model::Model& model, const FhirPatient* record);

}  // namespace waymark
