#include "interpreter/facts/fhir/fhir_binding.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace waymark {
namespace {

struct SourceNames {
  std::string_view written, resource;
};

// By the values of FhirSource.
constexpr std::array<SourceNames, 12> source_names{{{"observation", "Observation"},
                                                    {"condition", "Condition"},
                                                    {"allergy", "AllergyIntolerance"},
                                                    {"procedure", "Procedure"},
                                                    {"immunization", "Immunization"},
                                                    {"encounter", "Encounter"},
                                                    {"medication ordered", "MedicationRequest"},
                                                    {"medication given", "MedicationAdministration"},
                                                    {"medication reported", "MedicationStatement"},
                                                    {"birth_date", "Patient"},
                                                    {"sex", "Patient"},
                                                    {"deceased", "Patient"}}};

FhirSource source_of(model::Resource resource) {
  switch (resource) {
    case model::Resource::observation: return FhirSource::observation;
    case model::Resource::condition: return FhirSource::condition;
    case model::Resource::allergy: return FhirSource::allergy;
    case model::Resource::procedure: return FhirSource::procedure;
    case model::Resource::administration: return FhirSource::medication_given;
    case model::Resource::immunization: return FhirSource::immunization;
    case model::Resource::encounter: return FhirSource::encounter;
    case model::Resource::order: return FhirSource::medication_ordered;
    case model::Resource::birth_date: return FhirSource::birth_date;
    case model::Resource::sex: break;
  }
  return FhirSource::gender;
}

// An observation tells no sets and no amounts of events.
bool is_observable(const Type& type) { return type.kind != TypeKind::any_of && !type.has_amounts; }

}  // namespace

std::string_view to_string(FhirSource source) {
  return source_names[static_cast<std::size_t>(source)].written;
}

std::string_view resource_type(FhirSource source) {
  return source_names[static_cast<std::size_t>(source)].resource;
}

FhirBinding binding_of(const model::Model& model) {
  FhirBinding binding{.facts = {}};
  for (const auto& fact : model.facts) {
    const bool is_read = fact.from || (!fact.codes.empty() && is_observable(fact.type));
    auto& entry = binding.facts.emplace_back();
    if (!is_read) continue;
    auto& source = entry.emplace();
    source.source = fact.from ? source_of(*fact.from) : FhirSource::observation;
    source.codes = fact.codes;
  }
  return binding;
}

bool is_one_concept(const std::vector<model::Code>& codes) {
  std::set<std::string_view> systems;
  return std::ranges::all_of(codes,
                             [&](const model::Code& code) { return systems.insert(code.system).second; });
}

}  // namespace waymark
