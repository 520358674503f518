#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "tools/report/wording.hpp"

namespace waymark {

// Returns the canonical address of what a recommendation asks for with one of its actions.
std::string activity_uri(const model::Model& model, const model::Recommendation& recommendation,
                         model::ActionId action);

// Returns a name as FHIR wants it of a definition: letters, digits and underscores, a capital first.
std::string definition_name(std::string text);

// Returns an ActivityDefinition of FHIR R4 for one action of a recommendation, with dose, route and timing.
// What rests on facts is told as the pathway puts it, and as a `dynamicValue` in the language of pathways.
// `report` is of nobody.
nlohmann::ordered_json activity_definition(const RunReport& report, const Wording& wording,
                                           const model::Recommendation& recommendation,
                                           const model::Target& target);

// Returns an Expression of FHIR in the language of pathways.
nlohmann::ordered_json pathway_expression(const std::string& text);

}  // namespace waymark
