#pragma once

#include <string>

#include "interpreter/facts/fhir/fhir_binding.hpp"
#include "interpreter/facts/patient.hpp"
#include "lang/model/model.hpp"

namespace waymark::generated {

// Gives the members of all facts a code, and says where each fact is found in the Bundles below.
FhirBinding bind_all(model::Model& model);

// The patient as a Bundle can say it: of a set what counts at `at`, of an event what the latest record of it
// says, each without the time at which it was told.
Patient as_recorded(const model::Model& model, Patient patient, const Moment& at);

// Such a patient as a Bundle that says the same. Units are texts, and the binding learns what they mean.
std::string fhir_bundle(const model::Model& model, const Patient& patient, const Moment& at,
                        FhirBinding& binding);

}  // namespace waymark::generated
