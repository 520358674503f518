#include "tools/report/plan_left_out.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "interpreter/facts/input_names.hpp"
#include "tools/report/data_requirement.hpp"
#include "tools/report/fhir_dosage.hpp"

namespace waymark {
namespace {

// Conditions for which a PlanDefinition has no place, or that only mean something in their place.
std::optional<std::string_view> words_of(model::ConditionKind kind) {
  switch (kind) {
    case model::ConditionKind::otherwise: return "that it is for those whom no earlier branch is for";
    case model::ConditionKind::if_unknown: return "that it is for those of whom the branch is not known";
    case model::ConditionKind::requires_known: return "what has to be known before it is advised";
    case model::ConditionKind::not_contraindicated: return "that a contraindication of its actions stops it";
    case model::ConditionKind::withdrawn: return "that the site withdraws it";
    case model::ConditionKind::applies:
    case model::ConditionKind::section:
    case model::ConditionKind::when:
    case model::ConditionKind::own_when:
    case model::ConditionKind::until:
    case model::ConditionKind::open: break;
  }
  return std::nullopt;
}

class LeftOut {
 public:
  LeftOut(const RunReport& report, const FhirBinding& binding)
      : report_{report}, binding_{binding}, wording_{report_} {}

  std::vector<std::string> list() {
    of_whole();
    of_facts();
    for (const auto& each : model().recommendations) of_recommendation(each);
    for (const auto& each : model().contraindications)
      say(each.id, "the contraindication as such; its condition stands in the Library alone");
    for (const auto& each : model().notes) of_conditions(each);
    return std::move(lines_);
  }

 private:
  const model::Model& model() const { return report_.model(); }

  void say(std::string_view what, std::string_view text) {
    lines_.push_back(fmt::format("{}: {}", what, text));
  }

  void of_whole() {
    const auto whole = [&](bool is_so, std::string_view text) {
      if (is_so) say(model().id, text);
    };
    const auto lasts = [](const model::Fact& fact) { return fact.valid_for || fact.validity; };
    whole(true, "that what is unknown is neither yes nor no");
    whole(true, "must, should and consider, but in the titles of the actions");
    whole(std::ranges::any_of(model().facts, lasts), "how long readings count");
    whole(!model().scores.empty() || !model().tables.empty() || !model().defines.empty(),
          "definitions, scores and tables, but in the Library");
    whole(!model().parameters.empty(), "parameters that a site sets");
    whole(!model().properties.empty(), "properties, and what is proved of them");
  }

  void of_facts() {
    for (const auto fact : facts_without_source(model(), binding_))
      say(InputNames{model()}.name(model::Input{std::in_place_index<0>, fact}),
          "where FHIR has this fact; it is a parameter of the Library");
  }

  void of_conditions(const model::StatementBase& statement) {
    std::optional<model::ConditionKind> said;
    for (const auto& condition : statement.conditions) {
      const auto words = words_of(condition.kind);
      if (words && said != condition.kind) say(statement.id, *words);
      said = condition.kind;
    }
    if (!wording_.left_open(statement).empty()) say(statement.id, "what its source leaves open");
  }

  void of_recommendation(const model::Recommendation& recommendation) {
    of_conditions(recommendation);
    if (recommendation.within) say(recommendation.id, "its deadline, but as text");
    if (recommendation.done) say(recommendation.id, "when it has been done");
    if (recommendation.aim) say(recommendation.id, "what it aims at");
    for (const auto& step : recommendation.steps)
      if (step.dose && !fhir_amount(wording_, step))
        say(recommendation.id, "the dose of a patient, but as an expression of the pathway's language");
  }

  const RunReport& report_;
  const FhirBinding& binding_;
  Wording wording_;
  std::vector<std::string> lines_;
};

}  // namespace

std::vector<std::string> left_out_of_plan(const RunReport& report, const FhirBinding& binding) {
  return LeftOut{report, binding}.list();
}

}  // namespace waymark
