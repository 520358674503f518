#pragma once

#include <string>
#include <vector>

#include "interpreter/facts/fhir/fhir_binding.hpp"
#include "tools/report/wording.hpp"

namespace waymark {

// A pathway as definitions of FHIR.
struct ExportedPlan {
  std::string bundle;                 // as it is printed
  std::vector<std::string> left_out;  // what the definitions cannot say, a line each
};

// Returns the pathway as a Bundle of FHIR R4: a PlanDefinition with its sections and recommendations, an
// ActivityDefinition for each action of each, and a Library with the texts of the pathway. Strength,
// certainty and direction are extensions of HL7's Clinical Practice Guidelines. `report` is of nobody.
ExportedPlan export_plan(const RunReport& report, const FhirBinding& binding);

}  // namespace waymark
