#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "interpreter/facts/fhir/fhir_binding.hpp"
#include "interpreter/facts/json/json_slices.hpp"
#include "lang/model/model.hpp"

namespace waymark::service {

// One query for what a pathway looks at: a key, the type of resource, and the template of CDS Hooks.
struct PrefetchTemplate {
  std::string key;       // "observations"
  std::string resource;  // "Observation"
  // "Observation?patient={{context.patientId}}&combo-code=http://loinc.org|8480-6", which finds a component
  // of a panel too, as a systolic pressure is of a blood pressure.
  std::string query;
  // The same for a server that does not look into panels: "...&code=http://loinc.org|8480-6"; empty where it
  // would be no other.
  std::string without_parts;
};

// Returns a query for each type of resource in which facts of the pathway are found, by the codes of the
// facts. What was measured is asked for as far back as it counts, where all of it counts for some time only.
std::vector<PrefetchTemplate> prefetch_templates(const model::Model& model, const FhirBinding& binding);

// What a client did about a template.
enum class PrefetchState {
  not_tried,      // the key is absent
  failed,         // null, an OperationOutcome, or nothing of FHIR
  searched_none,  // searched, and there is nothing
  found,
  incomplete,    // a page, and there are more
  without_parts  // found or not, but not looked for in panels
};

PrefetchState prefetch_state(std::string_view value);

// What was fetched for a template, by the client or by the service itself.
struct Fetched {
  const PrefetchTemplate* query;
  PrefetchState state = PrefetchState::not_tried;
  std::string_view text;  // where something was found or searched
};

// What came of each template.
std::vector<Fetched> fetched(const std::vector<PrefetchTemplate>& templates,
                             const std::vector<json::Slice>& prefetch);

// Whether what was asked for has come, be it that there is none.
inline bool has_come(PrefetchState state) {
  return state != PrefetchState::not_tried && state != PrefetchState::failed;
}

// Whether all that there is of it has come, so that what is not among it is not there.
inline bool has_come_whole(PrefetchState state) {
  return state == PrefetchState::searched_none || state == PrefetchState::found;
}

// The query of a template with the id of the patient and the day in place; nullopt where a token is none of
// these.
std::optional<std::string> filled_in(std::string_view query, const std::string& patient, Date today);

}  // namespace waymark::service
