#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lang/model/code.hpp"
#include "lang/model/model.hpp"

namespace waymark {

// Which resource tells a fact. Ordered, given and reported medication are three different things.
enum class FhirSource {
  observation,
  condition,
  allergy,
  procedure,
  immunization,
  encounter,
  medication_ordered,
  medication_given,
  medication_reported,
  birth_date,
  gender,
  deceased
};

// How it is written in a binding: "medication given".
std::string_view to_string(FhirSource source);
// The type of the resource: "MedicationAdministration".
std::string_view resource_type(FhirSource source);

// Where a fact is found in FHIR, and what counts as it. The members of a set have their codes in the model.
struct FactSource {
  FhirSource source = FhirSource::observation;
  std::vector<model::Code> codes;  // any of these
  std::vector<model::Code> components =
      {};                               // of the observation's component that is meant; empty: by `codes`
  std::optional<Quantity> within = {};  // only what is not older
  bool preliminary_counts = false;      // a preliminary observation does
  bool in_progress_counts = false;      // so does what has begun and has not ended
  bool is_complete = false;             // what is not found is no
  // Whether a refuted condition, or what was not done, is a no. Without a word of the binding it is where no
  // system has several codes of the fact, since the refusal of one says nothing of the others.
  std::optional<bool> refuted_is_no = {}, not_done_is_no = {};
  std::map<std::string, UnitPtr> unit_texts = {};  // what a unit without a code of UCUM means
};

// How a pathway is tied to FHIR.
struct FhirBinding {
  std::vector<std::optional<FactSource>> facts;    // by FactId; nullopt: never read from FHIR
  std::map<std::string, UnitPtr> unit_texts = {};  // of all facts
  std::optional<std::int32_t> zone_minutes = {};   // of a time without an offset; none: that of `at`
};

// What the codes and the `from` of the facts say by themselves: a fact with codes alone is an observation,
// one with neither is not read.
FhirBinding binding_of(const model::Model& model);

// Whether no two of the codes belong to one system.
bool is_one_concept(const std::vector<model::Code>& codes);

}  // namespace waymark
