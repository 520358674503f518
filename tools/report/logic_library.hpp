#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "interpreter/facts/fhir/fhir_binding.hpp"
#include "tools/report/wording.hpp"

namespace waymark {

// Returns the canonical address of the Library of a pathway, with its version.
std::string library_uri(const model::Model& model);

// Returns a Library of FHIR R4: the texts of the pathway, without those of the standard library, and the data
// that its facts are read from; facts that FHIR does not have are its parameters.
nlohmann::ordered_json logic_library(const RunReport& report, const FhirBinding& binding);

}  // namespace waymark
