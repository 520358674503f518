#pragma once

#include <string>
#include <vector>

#include "interpreter/facts/fhir/fhir_binding.hpp"
#include "tools/report/wording.hpp"

namespace waymark {

// Returns the result as a Bundle of FHIR R4, as it is printed: a GuidanceResponse, which says what data are
// required; where something is advised, a RequestGroup of drafts; and an OperationOutcome with the decision
// path and what was found about the record. `binding` says where facts are found in FHIR. The same patient at
// the same moment with the same data gives the same text.
std::string result_fhir(const RunReport& report, const FhirBinding& binding);

// Returns an OperationOutcome, as it is printed, that says why there is no result.
std::string refusal_fhir(const std::vector<std::string>& messages);

}  // namespace waymark
