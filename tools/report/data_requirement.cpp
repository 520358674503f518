#include "tools/report/data_requirement.hpp"

#include <utility>

#include "lang/model/code_system.hpp"

namespace waymark {
namespace {

using Json = nlohmann::ordered_json;

// Where a kind of resource has the code that says what it is about.
std::string_view code_element(FhirSource source) {
  switch (source) {
    case FhirSource::immunization: return "vaccineCode";
    case FhirSource::encounter: return "type";
    case FhirSource::medication_ordered:
    case FhirSource::medication_given:
    case FhirSource::medication_reported: return "medication";
    case FhirSource::observation:
    case FhirSource::condition:
    case FhirSource::allergy:
    case FhirSource::procedure:
    case FhirSource::birth_date:
    case FhirSource::gender:
    case FhirSource::deceased: break;
  }
  return "code";
}

// The element of a Patient; empty of any other resource.
std::string_view element_of_patient(FhirSource source) {
  switch (source) {
    case FhirSource::birth_date: return "birthDate";
    case FhirSource::gender: return "gender";
    case FhirSource::deceased: return "deceased";
    case FhirSource::observation:
    case FhirSource::condition:
    case FhirSource::allergy:
    case FhirSource::procedure:
    case FhirSource::immunization:
    case FhirSource::encounter:
    case FhirSource::medication_ordered:
    case FhirSource::medication_given:
    case FhirSource::medication_reported: break;
  }
  return {};
}

// A set is found by the codes of its members.
std::vector<model::Code> codes_of(const model::Fact& fact, const FactSource& source) {
  if (fact.type.kind != TypeKind::any_of) return source.codes;
  std::vector<model::Code> result;
  for (const auto& member : fact.type.members->members)
    result.insert(result.end(), member.codes.begin(), member.codes.end());
  return result;
}

}  // namespace

std::optional<Json> data_requirement(const model::Model& model, const FhirBinding& binding,
                                     model::FactId fact) {
  const auto& source = binding.facts[fact];
  if (!source) return std::nullopt;
  Json result{{"type", resource_type(source->source)}};
  if (const auto element = element_of_patient(source->source); !element.empty()) {
    result["mustSupport"].push_back(element);
    return result;
  }
  const auto codes = codes_of(model.facts[fact], *source);
  if (codes.empty()) return result;
  Json filter{{"path", code_element(source->source)}};
  for (const auto& code : codes)
    filter["code"].push_back({{"system", model::uri_of_system(code.system)}, {"code", code.code}});
  result["codeFilter"].push_back(std::move(filter));
  return result;
}

}  // namespace waymark
