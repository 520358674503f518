#include "tools/report/plan_definition.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "lang/text/overloaded.hpp"
#include "tools/report/activity_definition.hpp"
#include "tools/report/fhir_citation.hpp"
#include "tools/report/json_parts.hpp"
#include "tools/report/logic_library.hpp"
#include "tools/report/plan_left_out.hpp"
#include "tools/report/source_words.hpp"
#include "tools/report/stable_uuid.hpp"
#include "tools/report/statement_text.hpp"

namespace waymark {
namespace {

using Json = nlohmann::ordered_json;

std::string_view quality_code(ast::Certainty certainty) {
  switch (certainty) {
    case ast::Certainty::high: return "high";
    case ast::Certainty::moderate: return "moderate";
    case ast::Certainty::low: return "low";
    case ast::Certainty::very_low: break;
  }
  return "very-low";
}

Json extension(std::string_view url, Json concept_json) {
  return {{"url", url}, {"valueCodeableConcept", std::move(concept_json)}};
}

// How strong the recommendation is, how certain, and whether it is for or against.
Json grading(const model::Recommendation& recommendation) {
  auto result = Json::array();
  if (recommendation.strength) {
    const bool is_strong = *recommendation.strength == ast::Strength::strong;
    result.push_back(
        extension("http://hl7.org/fhir/StructureDefinition/cqf-strengthOfRecommendation",
                  fhir_concept("http://terminology.hl7.org/CodeSystem/recommendation-strength",
                               is_strong ? "strong" : "weak", is_strong ? "Strong" : "Conditional")));
  }
  if (recommendation.certainty)
    result.push_back(extension(
        "http://hl7.org/fhir/StructureDefinition/cqf-qualityOfEvidence",
        fhir_concept("http://terminology.hl7.org/CodeSystem/evidence-quality",
                     quality_code(*recommendation.certainty), quality_code(*recommendation.certainty))));
  const bool is_against = recommendation.modality == ast::Modality::must_not ||
                          recommendation.modality == ast::Modality::should_not;
  result.push_back(
      extension("http://hl7.org/fhir/uv/cpg/StructureDefinition/cpg-directionOfRecommendation",
                fhir_concept("http://hl7.org/fhir/uv/cpg/CodeSystem/cpg-recommendation-direction-cs",
                             is_against ? "against" : "for", is_against ? "Against" : "For")));
  return result;
}

// The statements of a block, those of its branches among them, in their order.
void append_statements(const model::Block& block, std::vector<model::StatementReference>& result) {
  for (const auto& item : block.items) {
    std::visit(overloaded{
                   [&](const model::StatementReference& reference) { result.push_back(reference); },
                   [&](const ast::Box<model::Branches>& branches) {
                     for (const auto& branch : branches->branches) append_statements(branch.body, result);
                     if (branches->otherwise) append_statements(*branches->otherwise, result);
                     if (branches->if_unknown) append_statements(*branches->if_unknown, result);
                   },
               },
               item);
  }
}

class PlanWriter {
 public:
  PlanWriter(const RunReport& report, const FhirBinding& binding)
      : report_{report}, binding_{binding}, wording_{report_} {}

  Json write() {
    auto plan = plan_definition();
    auto entries = Json::array({entry(std::move(plan))});
    for (auto& activity : activities_) entries.push_back(entry(std::move(activity)));
    entries.push_back(entry(logic_library(report_, binding_)));
    return {{"resourceType", "Bundle"}, {"type", "collection"}, {"entry", std::move(entries)}};
  }

 private:
  const model::Model& model() const { return report_.model(); }

  static Json entry(Json resource) {
    auto full_url = "urn:uuid:" + resource["id"].get<std::string>();
    return {{"fullUrl", std::move(full_url)}, {"resource", std::move(resource)}};
  }

  Json plan_definition() {
    Json result{{"resourceType", "PlanDefinition"},
                {"id", stable_uuid({pathway_uri(model()), model().version})},
                {"url", pathway_uri(model())},
                {"version", model().version},
                {"name", definition_name(model().id)},
                {"title", model().title.empty() ? model().id : model().title},
                {"type", fhir_concept("http://terminology.hl7.org/CodeSystem/plan-definition-type",
                                      "clinical-protocol", "Clinical Protocol")},
                {"status", "draft"}};
    if (!model().about.empty()) result["description"] = fmt::format("{}", fmt::join(model().about, "\n\n"));
    for (auto& source : sources()) result["relatedArtifact"].push_back(std::move(source));
    result["library"].push_back(library_uri(model()));
    if (auto actions = sections(); !actions.empty()) result["action"] = std::move(actions);
    return result;
  }

  std::vector<Json> sources() const {
    std::vector<Json> result;
    for (const auto index : model().follows) {
      const auto& source = model().sources[index];
      Json artifact{{"type", "derived-from"}, {"display", source_title(source)}};
      if (source.address.starts_with("http")) artifact["url"] = source.address;
      result.push_back(std::move(artifact));
    }
    return result;
  }

  // Under one action that says for whom the pathway is.
  Json sections() {
    auto parts = Json::array();
    for (const auto& section : model().sections) parts.push_back(this->section(section));
    if (model().applies.empty()) return parts;
    Json whole{{"title", "For whom the pathway is"}};
    for (const auto expr : model().applies) whole["condition"].push_back(condition("applicability", expr));
    if (!parts.empty()) whole["action"] = std::move(parts);
    return Json::array({std::move(whole)});
  }

  Json section(const model::Section& section) {
    Json result{{"id", section.id}, {"title", section.title.empty() ? section.id : section.title}};
    if (section.guard) result["condition"].push_back(condition("applicability", *section.guard));
    std::vector<model::StatementReference> statements;
    append_statements(section.body, statements);
    for (const auto& each : statements) {
      if (each.kind == model::StatementKind::recommendation)
        result["action"].push_back(recommendation(model().recommendations[each.index]));
      if (each.kind == model::StatementKind::note)
        result["action"].push_back(note(model().notes[each.index]));
    }
    return result;
  }

  Json condition(std::string_view kind, model::ExprId expr) const {
    return {{"kind", kind}, {"expression", pathway_expression(wording_.written(expr))}};
  }

  // Those of the section and of `applies when` stand above it.
  void add_conditions(Json& result, const model::StatementBase& statement) const {
    for (const auto& each : statement.conditions) {
      const bool is_written =
          each.kind == model::ConditionKind::when || each.kind == model::ConditionKind::own_when;
      if (is_written) result["condition"].push_back(condition("applicability", each.expr));
      if (each.kind == model::ConditionKind::until)
        result["condition"].push_back(condition("stop", each.expr));
    }
  }

  Json recommendation(const model::Recommendation& recommendation) {
    Json result{{"id", recommendation.id},
                {"extension", grading(recommendation)},
                {"title", fmt::format("{} {}", model::to_string(recommendation.modality),
                                      advice_text(wording_, model(), recommendation))}};
    if (recommendation.within)
      result["textEquivalent"] = fmt::format("within {}", wording_.within(*recommendation.within).words);
    if (recommendation.promptly) result["priority"] = "urgent";
    if (auto cited = fhir_citations(report_, wording_, recommendation); !cited.empty())
      result["documentation"] = std::move(cited);
    add_conditions(result, recommendation);
    for (const auto id : recommendation.precedes)
      result["relatedAction"].push_back(
          {{"actionId", model().recommendations[id].id}, {"relationship", "before-start"}});
    add_activities(result, recommendation, recommendation.target);
    return result;
  }

  void add_activities(Json& result, const model::Recommendation& recommendation,
                      const model::Target& target) {
    if (const auto* action = std::get_if<model::ActionId>(&target.node)) {
      activities_.push_back(activity_definition(report_, wording_, recommendation, target));
      result["definitionCanonical"] =
          fmt::format("{}|{}", activity_uri(model(), recommendation, *action), model().version);
      return;
    }
    const auto& choice = std::get<model::Choice>(target.node);
    result["selectionBehavior"] = choice.kind == ast::ChoiceKind::one_of ? "exactly-one" : "all";
    for (const auto& option : choice.options) {
      Json part{{"title", wording_.target(option)}};
      if (option.when) part["condition"].push_back(condition("applicability", *option.when));
      add_activities(part, recommendation, option);
      result["action"].push_back(std::move(part));
    }
  }

  Json note(const model::Note& note) const {
    Json result{{"id", note.id}, {"title", note.says ? wording_.text(*note.says) : note.id}};
    add_conditions(result, note);
    if (auto cited = fhir_citations(report_, wording_, note); !cited.empty())
      result["documentation"] = std::move(cited);
    return result;
  }

  const RunReport& report_;
  const FhirBinding& binding_;
  Wording wording_;
  std::vector<Json> activities_;
};

}  // namespace

ExportedPlan export_plan(const RunReport& report, const FhirBinding& binding) {
  return {printed(PlanWriter{report, binding}.write()), left_out_of_plan(report, binding)};
}

}  // namespace waymark
