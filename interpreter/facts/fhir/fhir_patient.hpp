#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "interpreter/facts/facts_problems.hpp"
#include "interpreter/facts/fhir/fhir_binding.hpp"
#include "interpreter/facts/patient.hpp"
#include "lang/model/model.hpp"

namespace waymark {

// Why something in a record tells nothing of a fact.
enum class NotUsed {
  entered_in_error,
  status,               // the resource's, which does not count; detail: the status
  not_confirmed,        // a diagnosis that is not confirmed; detail: its verification
  refuted_one_of_many,  // one of several codes of the fact is ruled out, which says nothing of the others
  not_done_one_of_many,
  is_proposal,        // an order that is none yet; detail: its intent
  negated_otherwise,  // a modifier that changes its meaning; detail: the element
  doubled_key,        // one key twice in one object; detail: the key
  no_value,           // detail: why it is absent, where that is said
  other_form,         // a value of another kind than the fact's; detail: what was found
  no_unit,
  unknown_unit,       // detail: the unit
  unit_only_as_text,  // detail: the text
  wrong_dimension,    // detail: the value
  outside_bounds,     // detail: the value
  not_whole,          // detail: the value
  too_large,          // detail: the number
  no_member,          // none of its codes is one of a member of the fact; detail: the codes
  several_members,    // its codes are those of several members
  no_time,
  partial_time,  // a time that is only a month or a year; detail: the time
  bad_time,      // detail: the text
  too_old,       // older than the binding asks for; detail: the time
  later,         // begins after the moment that is looked at; detail: the time
  conflicting,   // another value at the same time; detail: this value
  unresolved,    // a reference that leads nowhere or in a circle; detail: the reference
  no_code        // no code says what it is about, so it may be about any fact of its kind
};

// One reading that was not used.
struct SetAside {
  std::string resource;               // "Observation/123"; "Observation (entry 4)" where it has no id
  std::string element;                // "component[1].valueQuantity"; empty: the resource as a whole
  std::optional<model::FactId> fact;  // that it would tell something of
  NotUsed reason = NotUsed::status;
  std::string detail;  // see NotUsed
};

// Which resource gave a reading.
struct UsedReading {
  model::FactId fact = 0;
  std::string resource;
  std::string element;
  std::string as_given;
  std::optional<Moment> time;  // none: it holds at the moment that is looked at
};

// A code of the record that no fact has.
struct UnusedCode {
  std::string resource;  // the type, "Observation"
  model::Code code;
  std::string display;  // as the record calls it; empty where it does not
  std::size_t count = 0;
};

// What FHIR says of one patient.
struct FhirPatient {
  Patient patient;
  std::vector<SetAside> not_used = {};  // in the order of the record
  std::vector<UsedReading> used = {};   // by fact and time
  std::vector<UnusedCode> unused_codes = {};
  std::map<std::string, std::size_t> other_resources = {};  // how many of which type nothing is read from
  std::size_t resources = 0;                                // how many there are in all
  bool has_further_pages = false;      // a Bundle says that it has more, which is not here
  std::size_t times_without_zone = 0;  // that were taken to be in the zone below
  std::int32_t zone_minutes = 0;
};

namespace fhir {
class FactIndex;
}

using FhirResult = std::variant<FhirPatient, std::vector<FactsProblem>>;

inline constexpr std::size_t most_fhir_bytes = 64'000'000;

// Several answers about one patient, as a prefetch has them.
struct FhirInput {
  std::vector<std::string_view> texts;  // each a Bundle, a resource or several on lines of their own
  // The types of resources that were searched in full. nullopt: the texts are all that there is. A fact whose
  // list is complete is no only where its type was searched.
  std::optional<std::set<std::string>> searched = std::nullopt;
};

// Whether a text looks like FHIR: an object with a `resourceType` at its top.
bool looks_like_fhir(std::string_view text);

// Reads a Bundle, one resource, or several of them on lines of their own, of one patient. Nothing is refused
// because of one reading; the problems are that it is no FHIR (PW0850, and those of JSON), or speaks of
// another patient (PW0851). `at` is the moment that is looked at; without it nothing counts as later or too
// old. Source: FHIR R4 (4.0.1).
FhirResult read_fhir(std::string_view json, const model::Model& model, const FhirBinding& binding,
                     std::optional<Moment> at);
FhirResult read_fhir(const FhirInput& input, const model::Model& model, const FhirBinding& binding,
                     std::optional<Moment> at);

// The same for many patients, and for several threads at once.
class FhirReader {
 public:
  // The model must outlive it.
  FhirReader(const model::Model& model, FhirBinding binding);

  FhirResult read(const FhirInput& input, std::optional<Moment> at) const;

 private:
  const model::Model* model_;
  std::shared_ptr<const FhirBinding> binding_;
  std::shared_ptr<const fhir::FactIndex> index_;
};

}  // namespace waymark
