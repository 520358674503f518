#pragma once

#include <optional>
#include <vector>

#include <nlohmann/json.hpp>

#include "interpreter/facts/fhir/fhir_binding.hpp"
#include "lang/model/model.hpp"

namespace waymark {

// Returns a DataRequirement of FHIR R4 for a fact: the type of resource, and the codes by which it is found.
// nullopt where the binding finds it nowhere.
std::optional<nlohmann::ordered_json> data_requirement(const model::Model& model, const FhirBinding& binding,
                                                       model::FactId fact);

// Returns a ParameterDefinition of FHIR R4 for a fact that no resource tells: its name, type and title.
// Whoever calls has to know it from elsewhere.
nlohmann::ordered_json parameter_definition(const model::Model& model, model::FactId fact);

// The facts of the pathway that the binding finds nowhere in FHIR.
std::vector<model::FactId> facts_without_source(const model::Model& model, const FhirBinding& binding);

}  // namespace waymark
