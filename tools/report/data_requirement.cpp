#include "tools/report/data_requirement.hpp"

#include <utility>

#include <fmt/format.h>

#include "interpreter/evaluate/advice_roots.hpp"
#include "interpreter/facts/input_names.hpp"
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

void add_filter(Json& result, std::string_view how, std::string_view where,
                const std::vector<model::Code>& codes) {
  if (codes.empty()) return;
  Json filter{{how, where}};
  for (const auto& code : codes)
    filter["code"].push_back({{"system", model::uri_of_system(code.system)}, {"code", code.code}});
  result["codeFilter"].push_back(std::move(filter));
}

// What is observed may be a component of a panel, whose code stands elsewhere, unless a binding names the
// panel.
void add_filters(Json& result, const FactSource& source, const std::vector<model::Code>& codes) {
  const bool is_observed = source.source == FhirSource::observation;
  if (is_observed && source.components.empty()) return add_filter(result, "searchParam", "combo-code", codes);
  add_filter(result, "path", code_element(source.source), codes);
  add_filter(result, "path", "component.code", source.components);
}

// The type of FHIR in which a value of a fact is given from outside.
std::string_view parameter_type(const Type& type) {
  switch (type.kind) {
    case TypeKind::yes_no: return "boolean";
    case TypeKind::one_of:
    case TypeKind::any_of: return "code";
    case TypeKind::date: return "date";
    case TypeKind::event: return type.has_amounts ? "Quantity" : "dateTime";
    case TypeKind::moment: return "dateTime";
    case TypeKind::number:
      if (!is_pure(*type.unit)) return "Quantity";
      return type.whole ? "integer" : "decimal";
    case TypeKind::elapsed: return "Duration";
    case TypeKind::anything:
    case TypeKind::broken: break;
  }
  return "Any";
}

bool has_several_values(const model::Fact& fact) {
  return fact.has_history || fact.type.kind == TypeKind::any_of || fact.type.kind == TypeKind::event;
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
  add_filters(result, *source, codes_of(model.facts[fact], *source));
  return result;
}

Json parameter_definition(const model::Model& model, model::FactId id) {
  const auto& fact = model.facts[id];
  return {{"name", InputNames{model}.name(model::Input{std::in_place_index<0>, id})},
          {"use", "in"},
          {"min", 0},
          {"max", has_several_values(fact) ? "*" : "1"},
          {"documentation",
           fmt::format("{}: {}", fact.title.empty() ? fact.id : fact.title, describe(fact.type))},
          {"type", parameter_type(fact.type)}};
}

std::vector<model::FactId> facts_without_source(const model::Model& model, const FhirBinding& binding) {
  std::vector<model::FactId> result;
  for (const auto fact : facts_of_pathway(model))
    if (!binding.facts[fact]) result.push_back(fact);
  return result;
}

}  // namespace waymark
