#include "tools/report/result_json.hpp"

#include <nlohmann/json.hpp>

#include "interpreter/facts/expected_form.hpp"
#include "tools/report/cited_sources.hpp"
#include "tools/report/fhir_words.hpp"
#include "tools/report/json_parts.hpp"
#include "tools/report/local_rules.hpp"
#include "tools/report/needs_words.hpp"
#include "tools/report/needs_writer.hpp"
#include "tools/report/progress_json.hpp"
#include "tools/report/statement_text.hpp"
#include "tools/report/version.hpp"

namespace waymark {

namespace {

using Json = nlohmann::ordered_json;

std::string_view choice_word(const model::Target& target) {
  const auto* choice = std::get_if<model::Choice>(&target.node);
  if (!choice) return "single";
  return choice->kind == ast::ChoiceKind::one_of ? "one_of" : "all_of";
}

std::string_view certainty_word(ast::Certainty certainty) {
  switch (certainty) {
    case ast::Certainty::high: return "high";
    case ast::Certainty::moderate: return "moderate";
    case ast::Certainty::low: return "low";
    case ast::Certainty::very_low: break;
  }
  return "very low";
}

Json amount_json(const Amount& amount) {
  if (amount.text) return *amount.text;
  return {{"says", amount.says}, {"needs", amount.needs}};
}

class ResultWriter {
 public:
  ResultWriter(const RunReport& report, bool with_sources)
      : report_{report}, with_sources_{with_sources}, wording_{report}, needs_{report.model()} {}

  Json write() {
    const auto& outcome = report_.outcome;
    Json result{{"waymark", version},
                {"pathway", {{"id", model().id}, {"title", model().title}, {"version", model().version}}}};
    if (model().site) result["site"] = site_json(report_, wording_);
    if (!report_.evaluator.patient().id.empty()) result["patient"] = report_.evaluator.patient().id;
    result["at"] = to_string(report_.evaluator.at());
    if (outcome.applies) result["applies"] = applies(*outcome.applies);
    add_questioned(result);
    add_later(result);
    add_unlimited(result);
    add_not_used(result, model(), report_.record);
    result["recommendations"] =
        each(model().recommendations, outcome.recommendations, &ResultWriter::recommendation);
    result["notes"] = each(model().notes, outcome.notes, &ResultWriter::note);
    result["contraindications"] =
        each(model().contraindications, outcome.contraindications, &ResultWriter::contraindication);
    result["conflicts"] = conflicts();
    result["same_action"] = same_action();
    result["violated"] = violated();
    result["incomplete"] = incomplete();
    result["needs"] = wording_.inputs(outcome.needs);
    if (with_sources_) result["sources"] = sources();
    add_code_lists(result);
    result["path"] =
        path_json(decision_path(report_.evaluator, outcome, report_.sources()), report_.sources());
    return result;
  }

 private:
  const model::Model& model() const { return report_.model(); }

  Json applies(const Applicability& applies) const {
    auto failed = Json::array();
    for (const auto expr : applies.failed) failed.push_back(wording_.written(expr));
    return {{"value", to_string(applies.value)},
            {"failed", std::move(failed)},
            {"needs", wording_.inputs(applies.needs)}};
  }

  // Only where there are any.
  void add_code_lists(Json& result) const {
    for (const auto& list : model().code_lists) {
      Json entry{{"id", list.id}};
      if (!list.title.empty()) entry["title"] = list.title;
      entry["file"] = list.file;
      if (!list.version.empty()) entry["version"] = list.version;
      entry["sha256"] = list.sha256;
      entry["codes"] = list.codes.size();
      result["code_lists"].push_back(std::move(entry));
    }
  }

  // Only where there are any.
  void add_questioned(Json& result) const {
    for (const auto& reading : questioned_readings(report_.evaluator)) {
      const auto& fact = model().facts[reading.fact];
      Json entry{{"fact", wording_.inputs({model::Input{std::in_place_index<0>, reading.fact}}).front()},
                 {"value", to_string(reading.value)}};
      if (reading.time) entry["time"] = to_string(*reading.time);
      entry["plausible"] = bounds_text(*fact.plausible);
      if (reading.hint)
        entry["hint"] = {{"meant", to_string(reading.hint->meant)}, {"is", to_string(reading.hint->is)}};
      entry["text"] = wording_.questioned(reading);
      result["questioned"].push_back(std::move(entry));
    }
  }

  // Only where there are any.
  void add_unlimited(Json& result) const {
    for (const auto& [fact, parameter] : unlimited_readings(report_.evaluator)) {
      const auto names = wording_.inputs(
          {model::Input{std::in_place_index<0>, fact}, model::Input{std::in_place_index<1>, parameter}});
      result["without_limit"].push_back({{"fact", names[0]}, {"parameter", names[1]}});
    }
  }

  // Only where there are any.
  void add_later(Json& result) const {
    for (const auto& reading : later_readings(report_.evaluator)) {
      const auto& type = model().facts[reading.fact].type;
      Json entry{{"fact", wording_.inputs({model::Input{std::in_place_index<0>, reading.fact}}).front()},
                 {"value", to_string(reading.value, type)},
                 {"time", to_string(reading.time)}};
      if (reading.recorded) entry["recorded"] = to_string(*reading.recorded);
      entry["text"] = later_words(report_, reading);
      result["not_looked_at"].push_back(std::move(entry));
    }
  }

  template <typename Statement>
  Json each(const std::vector<Statement>& statements, const std::vector<StatementOutcome>& outcomes,
            Json (ResultWriter::*one)(const Statement&, const StatementOutcome&)) {
    auto result = Json::array();
    for (std::size_t i = 0; i < statements.size(); ++i)
      result.push_back((this->*one)(statements[i], outcomes[i]));
    return result;
  }

  Json recommendation(const model::Recommendation& recommendation, const StatementOutcome& outcome) {
    Json result{{"id", recommendation.id},
                {"status", to_string(outcome.status)},
                {"modality", model::to_string(recommendation.modality)},
                {"verb", model::to_string(recommendation.verb)},
                {"actions", wording_.action_ids(recommendation.actions)},
                {"choice", choice_word(recommendation.target)}};
    add_regimen(result, recommendation);
    add_progress(result, report_, wording_, recommendation, outcome);
    for (const auto id : recommendation.precedes)
      result["precedes"].push_back(model().recommendations[id].id);
    add_grading(result, recommendation);
    add_because(result, recommendation.because);
    add_sources(result, recommendation);
    if (!outcome.blocked_by.empty()) result["blocked_by"] = contraindication_ids(outcome.blocked_by);
    add_alternatives(result, recommendation, outcome);
    if (!outcome.struck_out.empty()) result["struck_out"] = wording_.action_ids(outcome.struck_out);
    add_end(result, recommendation, outcome);
    return result;
  }

  void add_regimen(Json& result, const model::Recommendation& recommendation) const {
    add_steps(result, recommendation.steps);
    if (recommendation.within) result["within"] = amount_json(wording_.within(*recommendation.within));
    if (recommendation.promptly) result["promptly"] = true;
    for (const auto& condition : recommendation.conditions) {
      if (condition.kind == model::ConditionKind::until)
        result["until"].push_back(wording_.written(condition.expr));
    }
  }

  // The first step, and what comes then.
  void add_steps(Json& result, const std::vector<model::Regimen>& steps) const {
    if (steps.empty()) return;
    add_step(result, steps.front());
    for (std::size_t i = 1; i < steps.size(); ++i) {
      auto step = Json::object();
      add_step(step, steps[i]);
      result["then"].push_back(std::move(step));
    }
  }

  void add_step(Json& result, const model::Regimen& step) const {
    if (step.dose) add_dose(result, wording_.dose(*step.dose));
    if (step.route) result["route"] = *step.route;
    if (step.every) result["every"] = amount_json(wording_.amount(*step.every));
    if (step.duration) result["for"] = amount_json(wording_.amount(*step.duration));
  }

  static void add_dose(Json& result, const DoseAmount& dose) {
    result["dose"] = amount_json(dose);
    if (!dose.from.empty()) result["dose_from"] = dose.from;
    if (!dose.limited.empty()) result["limited"] = dose.limited;
    if (dose.unrounded) result["unrounded"] = true;
  }

  void add_alternatives(Json& result, const model::Recommendation& recommendation,
                        const StatementOutcome& outcome) const {
    for (const auto& alternative : outcome.alternatives) {
      const auto action = std::get<model::ActionId>(alternative.target->node);
      Json entry{{"actions", {model().actions[action].id}}, {"open", to_string(alternative.open)}};
      add_steps(entry, steps_of(recommendation, *alternative.target));
      entry["needs"] = wording_.inputs(alternative.needs);
      result["alternatives"].push_back(std::move(entry));
    }
  }

  void add_grading(Json& result, const model::Recommendation& recommendation) const {
    if (recommendation.strength) {
      result["strength"] = *recommendation.strength == ast::Strength::strong ? "strong" : "conditional";
    }
    if (recommendation.certainty) result["certainty"] = certainty_word(*recommendation.certainty);
  }

  void add_because(Json& result, const std::vector<model::Template>& because) const {
    auto texts = Json::array();
    auto values = Json::object();
    for (const auto& text : because) {
      texts.push_back(wording_.text(text));
      for (const auto& [written, value] : wording_.values(text)) values[written] = value;
    }
    result["because"] = std::move(texts);
    result["values"] = std::move(values);
  }

  void add_sources(Json& result, const model::StatementBase& statement) const {
    result["cites"] = Json::array();
    for (const auto& cite : statement.cites) result["cites"].push_back(cite.text);
    result["refs"] = wording_.refs(statement);
    result["incomplete"] = Json::array();
    for (const auto& [name, reason] : wording_.incomplete(statement)) {
      result["incomplete"].push_back({{"statement", name}, {"reason", reason}});
    }
    if (auto open = wording_.left_open(statement); !open.empty()) result["open"] = std::move(open);
    if (!statement.interprets.empty()) result["interprets"] = statement.interprets;
    if (!statement.silent.empty()) result["silent"] = statement.silent;
  }

  void add_end(Json& result, const model::StatementBase& statement, const StatementOutcome& outcome) {
    if (!statement.local.empty()) result["local"] = local_json(report_, wording_, statement.local);
    if (outcome.status == Status::advised) result["reasons"] = statement_reasons(report_, statement);
    needs_.add(result, statement.id, outcome.needs);
    if (report_.is_settled(statement)) result["settled"] = true;
    result["span"] = span_json(statement.span, report_.sources());
  }

  Json note(const model::Note& note, const StatementOutcome& outcome) {
    Json result{{"id", note.id}, {"status", to_string(outcome.status)}};
    auto values = Json::object();
    if (note.says) {
      result["says"] = wording_.text(*note.says);
      for (const auto& [written, value] : wording_.values(*note.says)) values[written] = value;
    }
    result["values"] = std::move(values);
    add_sources(result, note);
    add_end(result, note, outcome);
    return result;
  }

  Json contraindication(const model::Contraindication& contraindication, const StatementOutcome& outcome) {
    Json result{{"id", contraindication.id},
                {"status", to_string(outcome.status)},
                {"actions", wording_.action_ids(contraindication.actions)}};
    add_because(result, contraindication.because);
    add_sources(result, contraindication);
    add_end(result, contraindication, outcome);
    return result;
  }

  Json contraindication_ids(const std::vector<model::ContraindicationId>& ids) const {
    auto result = Json::array();
    for (const auto id : ids) result.push_back(model().contraindications[id].id);
    return result;
  }

  Json conflicts() const {
    auto result = Json::array();
    for (const auto& conflict : report_.outcome.conflicts) {
      result.push_back(
          {{"recommendations",
            {model().recommendations[conflict.first].id, model().recommendations[conflict.second].id}},
           {"action", model().actions[conflict.action].id}});
    }
    return result;
  }

  Json same_action() const {
    auto result = Json::array();
    for (const auto& same : report_.outcome.same_action) {
      Json entry{{"action", model().actions[same.action].id}, {"recommendations", Json::array()}};
      for (const auto id : same.recommendations)
        entry["recommendations"].push_back(model().recommendations[id].id);
      if (same.doses_differ) entry["doses_differ"] = true;
      result.push_back(std::move(entry));
    }
    return result;
  }

  Json violated() const {
    auto result = Json::array();
    for (const auto property : report_.outcome.violated) result.push_back(model().properties[property].text);
    return result;
  }

  // Of all statements, since all of them are in the document.
  Json sources() const {
    CitedSources cited{report_};
    for (const auto& each : model().recommendations) cited.add(each);
    for (const auto& each : model().contraindications) cited.add(each);
    for (const auto& each : model().notes) cited.add(each);
    return sources_json(cited, model());
  }

  Json incomplete() const {
    auto result = Json::array();
    for (const auto& cited : report_.outcome.incomplete) {
      const auto& reason = model::statement(model(), cited).incomplete;
      result.push_back({{"statement", wording_.statement_name(cited)}, {"reason", reason.value_or("")}});
    }
    return result;
  }

  const RunReport& report_;
  bool with_sources_;
  Wording wording_;
  NeedsWriter needs_;
};

}  // namespace

std::string result_json(const RunReport& report, JsonLayout layout, bool with_sources) {
  return printed(ResultWriter{report, with_sources}.write(), layout);
}

}  // namespace waymark
