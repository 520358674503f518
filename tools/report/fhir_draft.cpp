#include "tools/report/fhir_draft.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "interpreter/decide/targets.hpp"
#include "lang/model/code_system.hpp"
#include "tools/report/fhir_dosage.hpp"
#include "tools/report/statement_text.hpp"

namespace waymark {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t longest_id = 64;

// Whether it advises against an order.
bool forbids_order(const model::Recommendation& recommendation) {
  const bool is_against = recommendation.modality == ast::Modality::must_not ||
                          recommendation.modality == ast::Modality::should_not;
  auto opposite = recommendation;
  opposite.modality = ast::Modality::must;
  return is_against && can_be_ordered(opposite);
}

std::vector<std::string> reasons_of(const RunReport& report, const Wording& wording,
                                    const model::Recommendation& recommendation) {
  std::vector<std::string> result;
  for (const auto& text : recommendation.because) result.push_back(wording.text(text));
  for (auto& reason : statement_reasons(report, recommendation)) {
    if (std::ranges::find(result, reason) == result.end()) result.push_back(std::move(reason));
  }
  std::erase_if(result, [](const std::string& text) { return text.empty(); });
  return result;
}

// Writes one request.
class DraftWriter {
 public:
  DraftWriter(const RunReport& report, const Wording& wording, const model::Recommendation& recommendation,
              const model::Target& target, const FhirSubject& subject)
      : report_{report},
        wording_{wording},
        recommendation_{recommendation},
        action_{std::get<model::ActionId>(target.node)},
        steps_{model::steps_of(recommendation, target)},
        subject_{subject},
        form_{draft_form(recommendation, action().kind)} {}

  Json write() {
    Json result{{"resourceType", to_string(form_.kind)}, {"status", "draft"}, {"intent", "proposal"}};
    if (form_.refrains) result["doNotPerform"] = true;
    const auto what = action_concept(action(), form_.is_told ? told() : wording_.action(action_));
    result[form_.kind == RequestKind::medication ? "medicationCodeableConcept" : "code"] = what;
    if (form_.is_told) result["description"] = told();
    result[form_.kind == RequestKind::task ? "for" : "subject"] = subject_.patient;
    if (!subject_.encounter.is_null()) result["encounter"] = subject_.encounter;
    add_regimen(result);
    add_reasons(result);
    result["note"].push_back({{"text", fmt::format("Proposed by {} {}, {}", report_.model().id,
                                                   report_.model().version, recommendation_.id)}});
    return result;
  }

 private:
  const model::Action& action() const { return report_.model().actions[action_]; }

  // "must stop methotrexate"
  std::string told() const {
    return fmt::format("{} {} {}", model::to_string(recommendation_.modality),
                       model::to_string(recommendation_.verb), wording_.action(action_));
  }

  void add_regimen(Json& result) const {
    if (form_.kind == RequestKind::medication) {
      auto dosage = fhir_dosage(wording_, steps_);
      if (!dosage.empty()) result["dosageInstruction"] = std::move(dosage);
      return;
    }
    if (form_.kind == RequestKind::service && !steps_.empty()) add_service(result);
    for (const auto& step : steps_) {
      const auto words = regimen_words(wording_, step);
      if (!words.empty()) result["note"].push_back({{"text", words}});
    }
  }

  void add_service(Json& result) const {
    if (auto amount = fhir_amount(wording_, steps_.front()))
      result[amount->is_range ? "quantityRange" : "quantityQuantity"] = std::move(amount->json);
    if (auto timing = fhir_timing(wording_, steps_.front())) result["occurrenceTiming"] = *std::move(timing);
  }

  // A Task has one reason.
  void add_reasons(Json& result) const {
    const auto reasons = reasons_of(report_, wording_, recommendation_);
    if (reasons.empty()) return;
    if (form_.kind == RequestKind::task) {
      result["reasonCode"] = {{"text", fmt::format("{}", fmt::join(reasons, "; "))}};
      return;
    }
    for (const auto& reason : reasons) result["reasonCode"].push_back({{"text", reason}});
  }

  const RunReport& report_;
  const Wording& wording_;
  const model::Recommendation& recommendation_;
  model::ActionId action_;
  std::vector<model::Regimen> steps_;
  const FhirSubject& subject_;
  DraftForm form_;
};

bool is_fhir_id(const std::string& id) {
  const auto fits = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
  };
  return !id.empty() && id.size() <= longest_id && std::ranges::all_of(id, fits);
}

}  // namespace

Json patient_reference(const std::string& id) {
  if (is_fhir_id(id)) return {{"reference", "Patient/" + id}};
  if (id.empty()) return {{"type", "Patient"}, {"display", "The patient of the record"}};
  return {{"type", "Patient"}, {"identifier", {{"value", id}}}};
}

RequestKind request_kind(model::ActionKind kind) {
  switch (kind) {
    case model::ActionKind::drug:
    case model::ActionKind::immunization: return RequestKind::medication;
    case model::ActionKind::procedure:
    case model::ActionKind::support:
    case model::ActionKind::assessment:
    case model::ActionKind::monitoring:
    case model::ActionKind::referral:
    case model::ActionKind::specimen: return RequestKind::service;
    case model::ActionKind::disposition:
    case model::ActionKind::education: break;
  }
  return RequestKind::task;
}

// A Task cannot say that something is not to be done.
DraftForm draft_form(const model::Recommendation& recommendation, model::ActionKind action) {
  const auto kind = request_kind(action);
  if (can_be_ordered(recommendation)) return {.kind = kind};
  if (forbids_order(recommendation) && kind != RequestKind::task) return {.kind = kind, .refrains = true};
  return {.kind = RequestKind::task, .is_told = true};
}

std::string_view to_string(RequestKind kind) {
  switch (kind) {
    case RequestKind::medication: return "MedicationRequest";
    case RequestKind::service: return "ServiceRequest";
    case RequestKind::task: break;
  }
  return "Task";
}

Json action_concept(const model::Action& action, const std::string& text) {
  Json result;
  for (const auto& code : action.codes)
    result["coding"].push_back({{"system", model::uri_of_system(code.system)}, {"code", code.code}});
  result["text"] = text;
  return result;
}

bool can_be_ordered(const model::Recommendation& recommendation) {
  if (model::stance(recommendation.modality, recommendation.verb) != model::Stance::asks_for) return false;
  switch (recommendation.verb) {
    case model::Verb::continue_:
    case model::Verb::stop:
    case model::Verb::delay:
    case model::Verb::reduce: return false;
    case model::Verb::give:
    case model::Verb::use:
    case model::Verb::start:
    case model::Verb::switch_to:
    case model::Verb::assess:
    case model::Verb::measure:
    case model::Verb::monitor:
    case model::Verb::refer_to:
    case model::Verb::admit_to:
    case model::Verb::perform:
    case model::Verb::obtain:
    case model::Verb::draw:
    case model::Verb::discharge_to:
    case model::Verb::counsel:
    case model::Verb::vaccinate: break;
  }
  return true;
}

bool is_open_alternative(const RunReport& report, const model::Recommendation& recommendation,
                         model::ActionId action, const StatementOutcome& its) {
  if (std::ranges::find(its.struck_out, action) != its.struck_out.end()) return false;
  const auto may_forbid = [&](model::ContraindicationId id) {
    return report.outcome.contraindications[id].status != Status::not_advised &&
           speaks_of(report.model(), report.model().contraindications[id].actions, action);
  };
  if (std::ranges::any_of(recommendation.contraindications, may_forbid)) return false;
  return std::ranges::all_of(its.alternatives, [&](const Alternative& alternative) {
    return std::get<model::ActionId>(alternative.target->node) != action || alternative.open == Truth::yes;
  });
}

Json draft_resource(const RunReport& report, const Wording& wording,
                    const model::Recommendation& recommendation, const model::Target& target,
                    const FhirSubject& subject) {
  return DraftWriter{report, wording, recommendation, target, subject}.write();
}

}  // namespace waymark
