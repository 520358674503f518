#include "tools/report/result_fhir.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "interpreter/explain/decision_path.hpp"
#include "tools/report/data_requirement.hpp"
#include "tools/report/fhir_citation.hpp"
#include "tools/report/fhir_draft.hpp"
#include "tools/report/fhir_words.hpp"
#include "tools/report/json_parts.hpp"
#include "tools/report/needs_words.hpp"
#include "tools/report/path_text.hpp"
#include "tools/report/progress_text.hpp"
#include "tools/report/stable_uuid.hpp"
#include "tools/report/statement_text.hpp"

namespace waymark {
namespace {

using Json = nlohmann::ordered_json;

std::string with_capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

// Without the indentation that all lines have, and the last line break.
std::string flush_left(const std::string& text) {
  std::string result;
  constexpr std::size_t indent = 4;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    const auto line = text.substr(begin, end - begin);
    const auto blanks = std::min({line.find_first_not_of(' '), indent, line.size()});
    if (!result.empty()) result += '\n';
    result += line.substr(blanks);
    begin = end + 1;
  }
  return result;
}

class FhirResultWriter {
 public:
  FhirResultWriter(const RunReport& report, const FhirBinding& binding)
      : report_{report},
        binding_{binding},
        wording_{report_},
        subject_{patient_reference(report.evaluator.patient().id), nullptr} {}

  Json write() {
    const auto group = write_group();
    const auto found = write_findings();
    Json response = begin("GuidanceResponse", "response");
    response["moduleCanonical"] = fmt::format("{}|{}", pathway_uri(model()), model().version);
    response["status"] = is_open() ? "data-required" : "success";
    response["subject"] = subject_.patient;
    response["occurrenceDateTime"] = to_string(report_.evaluator.at());
    response["evaluationMessage"].push_back({{"reference", found}});
    if (group) response["result"] = {{"reference", *group}};
    for (auto& requirement : requirements()) response["dataRequirement"].push_back(std::move(requirement));
    auto entries = Json::array({entry(std::move(response))});
    for (auto& each : entries_) entries.push_back(std::move(each));
    return {{"resourceType", "Bundle"}, {"type", "collection"}, {"entry", std::move(entries)}};
  }

 private:
  const model::Model& model() const { return report_.model(); }
  const Outcome& outcome() const { return report_.outcome; }

  // --- resources of the Bundle, which refer to each other by what they are

  std::string uuid(std::string_view what) const {
    return stable_uuid({model().id, model().version, report_.evaluator.patient().id,
                        to_string(report_.evaluator.at()), what});
  }
  Json begin(std::string_view type, std::string_view what) const {
    return {{"resourceType", type}, {"id", uuid(what)}};
  }
  static std::string address(const Json& resource) { return "urn:uuid:" + resource["id"].get<std::string>(); }
  static Json entry(Json resource) {
    auto full_url = address(resource);
    return {{"fullUrl", std::move(full_url)}, {"resource", std::move(resource)}};
  }
  std::string add(Json resource) {
    auto result = address(resource);
    entries_.push_back(entry(std::move(resource)));
    return result;
  }

  // --- what is advised

  bool is_for_patient() const { return !outcome().applies || outcome().applies->value != Truth::no; }

  // Its address; nullopt where nothing is advised.
  std::optional<std::string> write_group() {
    auto actions = Json::array();
    for (std::size_t i = 0; is_for_patient() && i < model().recommendations.size(); ++i) {
      if (outcome().recommendations[i].asks_for_something())
        actions.push_back(action(model().recommendations[i], outcome().recommendations[i]));
    }
    if (actions.empty()) return std::nullopt;
    Json group = begin("RequestGroup", "group");
    group["instantiatesCanonical"].push_back(fmt::format("{}|{}", pathway_uri(model()), model().version));
    group["status"] = "draft";
    group["intent"] = "proposal";
    group["subject"] = subject_.patient;
    group["authoredOn"] = to_string(report_.evaluator.at());
    group["action"] = std::move(actions);
    auto result = address(group);
    entries_.insert(entries_.begin(), entry(std::move(group)));
    return result;
  }

  Json action(const model::Recommendation& recommendation, const StatementOutcome& its) {
    const auto advice = fmt::format("{} {}", model::to_string(recommendation.modality),
                                    advice_text(wording_, model(), recommendation));
    Json result{{"id", recommendation.id}, {"title", with_capital(advice)}};
    const auto plan = plan_lines(report_, wording_, recommendation, its);
    if (!plan.empty()) result["textEquivalent"] = fmt::format("{}", fmt::join(plan, "; "));
    if (recommendation.promptly) result["priority"] = "urgent";
    result["code"].push_back(fhir_concept(pathway_uri(model()), recommendation.id, advice));
    if (auto cited = fhir_citations(report_, wording_, recommendation); !cited.empty())
      result["documentation"] = std::move(cited);
    add_requests(result, recommendation, its, recommendation.target);
    return result;
  }

  // One request, or those of a choice that are open to this patient.
  void add_requests(Json& result, const model::Recommendation& recommendation, const StatementOutcome& its,
                    const model::Target& target) {
    const auto* choice = std::get_if<model::Choice>(&target.node);
    if (!choice) {
      result["resource"] = {{"reference", add_draft(recommendation, target)}};
      return;
    }
    auto parts = Json::array();
    for (const auto& option : choice->options) {
      if (!is_open_to(recommendation, its, option)) continue;
      Json part{{"title", with_capital(wording_.target(option))}};
      add_requests(part, recommendation, its, option);
      parts.push_back(std::move(part));
    }
    if (parts.empty()) {
      result["resource"] = {{"reference", add_undecided(recommendation)}};
      return;
    }
    result["selectionBehavior"] = choice->kind == ast::ChoiceKind::one_of ? "exactly-one" : "all";
    result["action"] = std::move(parts);
  }

  // A part of a choice is open with one of its actions.
  bool is_open_to(const model::Recommendation& recommendation, const StatementOutcome& its,
                  const model::Target& option) const {
    return std::ranges::any_of(model::single_targets(option), [&](const model::Target* single) {
      return is_open_alternative(report_, recommendation, std::get<model::ActionId>(single->node), its);
    });
  }

  std::string add_draft(const model::Recommendation& recommendation, const model::Target& target) {
    const auto& named = model().actions[std::get<model::ActionId>(target.node)];
    auto draft = draft_resource(report_, wording_, recommendation, target, subject_);
    const auto type = draft["resourceType"].get<std::string>();
    Json resource = begin(type, recommendation.id + " " + named.id);
    resource.update(draft);
    return add(std::move(resource));
  }

  // Which of the alternatives are open is not known, so nothing is drafted but that somebody decides.
  std::string add_undecided(const model::Recommendation& recommendation) {
    Json task = begin("Task", recommendation.id);
    task["status"] = "draft";
    task["intent"] = "proposal";
    task["description"] = fmt::format("{} {}", model::to_string(recommendation.modality),
                                      advice_text(wording_, model(), recommendation));
    task["for"] = subject_.patient;
    return add(std::move(task));
  }

  // --- what is missing

  static bool is_undetermined(const StatementOutcome& its) { return its.status == Status::undetermined; }
  bool is_open() const {
    const bool applies_perhaps = outcome().applies && outcome().applies->value == Truth::unknown;
    return applies_perhaps || std::ranges::any_of(outcome().recommendations, is_undetermined) ||
           std::ranges::any_of(outcome().notes, is_undetermined);
  }

  std::vector<model::Input> needs() const {
    std::vector<model::Input> result;
    const auto append = [&](const auto& inputs) {
      for (const auto& input : inputs)
        if (std::ranges::find(result, input) == result.end()) result.push_back(input);
    };
    if (outcome().applies) append(outcome().applies->needs);
    append(outcome().needs);
    return result;
  }

  std::vector<Json> requirements() const {
    std::vector<Json> result;
    for (const auto& input : needs()) {
      const auto* fact = std::get_if<0>(&input);
      auto requirement = fact ? data_requirement(model(), binding_, *fact) : std::nullopt;
      if (requirement) result.push_back(*std::move(requirement));
    }
    return result;
  }

  // --- the decision path, and what was found about the record

  void say(std::string_view severity, std::string_view code, const std::string& text,
           const std::string& diagnostics = {}) {
    Json issue{{"severity", severity}, {"code", code}, {"details", {{"text", text}}}};
    if (!diagnostics.empty()) issue["diagnostics"] = diagnostics;
    issues_.push_back(std::move(issue));
  }

  std::string write_findings() {
    say_path();
    say_notes();
    say_conflicts();
    for (const auto& input : needs()) say("warning", "required", "Missing: " + missing_words(report_, input));
    for (const auto& reading : questioned_readings(report_.evaluator))
      say("warning", "value", wording_.questioned(reading));
    for (const auto& reading : later_readings(report_.evaluator))
      say("information", "informational", later_words(report_, reading));
    for (const auto& reading : unlimited_readings(report_.evaluator))
      say("warning", "business-rule", wording_.unlimited(reading));
    say_not_used();
    Json outcome = begin("OperationOutcome", "findings");
    outcome["issue"] = std::move(issues_);
    return add(std::move(outcome));
  }

  void say_path() {
    for (const auto& node : decision_path(report_.evaluator, outcome(), report_.sources()))
      say("information", "informational", "The decision path",
          flush_left(path_text({node}, report_.sources())));
  }

  void say_notes() {
    for (std::size_t i = 0; i < model().notes.size(); ++i) {
      const auto& note = model().notes[i];
      if (outcome().notes[i].status == Status::advised && note.says)
        say("information", "informational", wording_.text(*note.says));
    }
  }

  void say_conflicts() {
    for (const auto& conflict : outcome().conflicts)
      say("warning", "conflict",
          fmt::format("{} and {} contradict each other about {}", model().recommendations[conflict.first].id,
                      model().recommendations[conflict.second].id, wording_.action(conflict.action)));
    for (const auto property : outcome().violated)
      say("error", "business-rule",
          "This patient breaks a property of the pathway: " + model().properties[property].text);
  }

  void say_not_used() {
    if (!report_.record) return;
    if (report_.record->has_further_pages) say("warning", "incomplete", std::string{further_pages_words});
    for (const auto& reading : report_.record->not_used)
      say("warning", "incomplete", "Not used: " + not_used_words(model(), reading));
    if (report_.record->times_without_zone > 0)
      say("information", "informational",
          fmt::format("Times without a zone are taken to be in {}", zone_text(report_.record->zone_minutes)));
  }

  RunReport report_;
  const FhirBinding& binding_;
  Wording wording_;
  FhirSubject subject_;
  Json entries_ = Json::array();
  Json issues_ = Json::array();
};

}  // namespace

std::string result_fhir(const RunReport& report, const FhirBinding& binding) {
  return printed(FhirResultWriter{report, binding}.write());
}

std::string refusal_fhir(const std::vector<std::string>& messages) {
  Json outcome{{"resourceType", "OperationOutcome"}, {"issue", Json::array()}};
  for (const auto& message : messages)
    outcome["issue"].push_back(
        {{"severity", "error"}, {"code", "processing"}, {"details", {{"text", message}}}});
  return printed(outcome);
}

}  // namespace waymark
