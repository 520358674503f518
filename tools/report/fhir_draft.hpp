#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "tools/report/wording.hpp"

namespace waymark {

// Of whom drafts speak.
struct FhirSubject {
  nlohmann::ordered_json patient;    // a Reference of FHIR
  nlohmann::ordered_json encounter;  // the same; null where there is none
};

// Returns a Reference to the patient of this id: as a resource where the id can be one of FHIR, else as an
// identifier. Without an id it names nobody.
nlohmann::ordered_json patient_reference(const std::string& id);

// Whether a recommendation is one whose actions can be ordered as something new: not what is to be stopped,
// gone on with, or not done.
bool can_be_ordered(const model::Recommendation& recommendation);

// Whether an action of a recommendation is neither contraindicated nor ruled out, and known to be so. `its`
// is the outcome of the recommendation, which is advised.
bool is_open_alternative(const RunReport& report, const model::Recommendation& recommendation,
                         model::ActionId action, const StatementOutcome& its);

// The kinds of requests that an action becomes.
enum class RequestKind { medication, service, task };
RequestKind request_kind(model::ActionKind kind);
// "MedicationRequest", "ServiceRequest", "Task"
std::string_view to_string(RequestKind kind);

// As what an action of a recommendation is drafted.
struct DraftForm {
  RequestKind kind = RequestKind::task;
  bool refrains = false;  // it is not to be done
  bool is_told = false;   // no new order: the Task says in words what to do
};
DraftForm draft_form(const model::Recommendation& recommendation, model::ActionKind action);

// A CodeableConcept of the action, with its codes.
nlohmann::ordered_json action_concept(const model::Action& action, const std::string& text);

// Returns a draft of FHIR R4 that proposes one action of an advised recommendation: a MedicationRequest, a
// ServiceRequest or a Task, with dose, route, timing and reasons. Advice against something becomes one that
// says `doNotPerform`; what is to be stopped, gone on with, put off or reduced becomes a Task. `target` is
// the action's own place in the recommendation.
nlohmann::ordered_json draft_resource(const RunReport& report, const Wording& wording,
                                      const model::Recommendation& recommendation,
                                      const model::Target& target, const FhirSubject& subject);

}  // namespace waymark
