#pragma once

#include <string>

#include "interpreter/facts/fhir/fhir_patient.hpp"
#include "lang/model/model.hpp"

namespace waymark {

// What a record gave to a pathway.
struct BindReport {
  const model::Model& model;
  const FhirBinding& binding;
  const FhirPatient& record;
  Moment at;
};

// For people: which resource gave each fact, or why none did; and the codes of the record that nothing uses.
std::string bind_text(const BindReport& report, bool color);
// The same for programs: docs/bind.schema.json.
std::string bind_json(const BindReport& report);

}  // namespace waymark
