#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "tools/report/wording.hpp"

namespace waymark {

// Returns a RelatedArtifact of FHIR for each statement of a source that is cited; an empty list where none
// is.
nlohmann::ordered_json fhir_citations(const RunReport& report, const Wording& wording,
                                      const model::StatementBase& statement);

// Returns a CodeableConcept of one code of a system, with a text.
nlohmann::ordered_json fhir_concept(std::string_view system, std::string_view code, std::string_view text);

// Returns the address by which FHIR calls a pathway: "urn:waymark:sepsis".
std::string pathway_uri(const model::Model& model);

}  // namespace waymark
