#pragma once

#include <optional>

#include <nlohmann/json.hpp>

#include "interpreter/facts/fhir/fhir_binding.hpp"
#include "lang/model/model.hpp"

namespace waymark {

// Returns a DataRequirement of FHIR R4 for a fact: the type of resource, and the codes by which it is found.
// nullopt where the binding finds it nowhere.
std::optional<nlohmann::ordered_json> data_requirement(const model::Model& model, const FhirBinding& binding,
                                                       model::FactId fact);

}  // namespace waymark
