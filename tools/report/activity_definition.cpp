#include "tools/report/activity_definition.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "tools/report/fhir_citation.hpp"
#include "tools/report/fhir_dosage.hpp"
#include "tools/report/fhir_draft.hpp"
#include "tools/report/stable_uuid.hpp"

namespace waymark {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t longest_name = 255;

class ActivityWriter {
 public:
  ActivityWriter(const RunReport& report, const Wording& wording, const model::Recommendation& recommendation,
                 const model::Target& target)
      : report_{report},
        wording_{wording},
        recommendation_{recommendation},
        action_{std::get<model::ActionId>(target.node)},
        steps_{model::steps_of(recommendation, target)},
        form_{draft_form(recommendation, action().kind)} {}

  Json write() const {
    const auto uri = activity_uri(report_.model(), recommendation_, action_);
    const auto title = fmt::format("{} {}", model::to_string(recommendation_.verb), wording_.action(action_));
    Json result{{"resourceType", "ActivityDefinition"},
                {"id", stable_uuid({uri, report_.model().version})},
                {"url", uri},
                {"version", report_.model().version},
                {"name", definition_name(recommendation_.id + "_" + action().id)},
                {"title", title},
                {"status", "draft"}};
    if (auto cited = fhir_citations(report_, wording_, recommendation_); !cited.empty())
      result["relatedArtifact"] = std::move(cited);
    result["kind"] = to_string(form_.kind);
    result["code"] = form_.kind == RequestKind::medication ? Json{{"text", title}} : what(title);
    result["intent"] = "proposal";
    if (form_.refrains) result["doNotPerform"] = true;
    if (form_.kind == RequestKind::medication)
      result["productCodeableConcept"] = action_concept(action(), wording_.action(action_));
    add_regimen(result);
    return result;
  }

 private:
  const model::Action& action() const { return report_.model().actions[action_]; }

  // What is told in words has the words as its code.
  Json what(const std::string& title) const {
    return action_concept(action(), form_.is_told ? title : wording_.action(action_));
  }

  void add_regimen(Json& result) const {
    if (form_.kind == RequestKind::medication) {
      if (auto dosage = fhir_dosage(wording_, steps_); !dosage.empty()) result["dosage"] = std::move(dosage);
    } else if (!steps_.empty()) {
      if (auto timing = fhir_timing(wording_, steps_.front())) result["timingTiming"] = *std::move(timing);
    }
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      const auto& dose = steps_[i].dose;
      if (!dose || fhir_amount(wording_, steps_[i])) continue;
      const auto path = form_.kind == RequestKind::medication
                            ? fmt::format("dosageInstruction[{}].doseAndRate[0].doseQuantity", i)
                            : std::string{"quantityQuantity"};
      result["dynamicValue"].push_back(
          {{"path", path}, {"expression", pathway_expression(wording_.dose(*dose).says)}});
    }
  }

  const RunReport& report_;
  const Wording& wording_;
  const model::Recommendation& recommendation_;
  model::ActionId action_;
  std::vector<model::Regimen> steps_;
  DraftForm form_;
};

}  // namespace

std::string activity_uri(const model::Model& model, const model::Recommendation& recommendation,
                         model::ActionId action) {
  return fmt::format("{}:{}:{}", pathway_uri(model), recommendation.id, model.actions[action].id);
}

std::string definition_name(std::string text) {
  const auto is_letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
  for (auto& c : text) {
    const bool is_digit = c >= '0' && c <= '9';
    if (!is_letter(c) && !is_digit) c = '_';
  }
  if (text.empty() || !is_letter(text[0])) text.insert(0, "P");
  if (text[0] >= 'a') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text.substr(0, longest_name);
}

Json activity_definition(const RunReport& report, const Wording& wording,
                         const model::Recommendation& recommendation, const model::Target& target) {
  return ActivityWriter{report, wording, recommendation, target}.write();
}

Json pathway_expression(const std::string& text) {
  return {{"language", "text/x-waymark"}, {"expression", text}};
}

}  // namespace waymark
