#pragma once

#include <string>
#include <vector>

#include "interpreter/facts/fhir/fhir_binding.hpp"
#include "tools/report/wording.hpp"

namespace waymark {

// What a PlanDefinition with the extensions of HL7's Clinical Practice Guidelines cannot say of a pathway, a
// line each: first what is so of the whole, then statement by statement.
std::vector<std::string> left_out_of_plan(const RunReport& report, const FhirBinding& binding);

}  // namespace waymark
