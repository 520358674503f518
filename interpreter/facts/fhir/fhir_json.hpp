#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "interpreter/facts/json/json_document.hpp"
#include "lang/model/code.hpp"

// Looking into resources: whatever is not there, or is of another kind than FHIR says, is nothing.
namespace waymark::fhir {

// What an object holds under a key; null where it is no object, or has none or null under it.
const json::Node* member(const json::Node* object, std::string_view key);
// The text under a key.
std::optional<std::string_view> text(const json::Node* object, std::string_view key);
// The elements of the list under a key; none where there is no list.
const json::Array& list(const json::Node* object, std::string_view key);
// Whether `true` stands under a key.
bool is_true(const json::Node* object, std::string_view key);

struct Coding {
  model::Code code;  // its system as the language names it
  std::string display;
};
// The codings of a CodeableConcept that have a system and a code, in their order.
std::vector<Coding> codings(const json::Node* codeable_concept);
// The one that is a Coding itself, such as Encounter.class.
std::optional<Coding> coding(const json::Node* node);
// The first code of a concept, whatever its system; empty where there is none.
std::string first_code(const json::Node* codeable_concept);
// Whether the first coding of the system says this.
bool has_code(const json::Node* codeable_concept, std::string_view code);
// "loinc 8480-6, snomed 271649006", for messages.
std::string codes_text(const std::vector<Coding>& codings);

// A key that some object below has twice.
std::optional<std::string> doubled_key(const json::Node& node);

}  // namespace waymark::fhir
