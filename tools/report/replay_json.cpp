#include <nlohmann/json.hpp>

#include "interpreter/values/instant_range.hpp"
#include "lang/text/one_line.hpp"
#include "lang/text/overloaded.hpp"
#include "tools/report/json_parts.hpp"
#include "tools/report/replay_report.hpp"
#include "tools/report/statement_text.hpp"
#include "tools/report/version.hpp"

namespace waymark {

namespace {

using Json = nlohmann::ordered_json;

class ReplayJson {
 public:
  explicit ReplayJson(const ReplayReport& report) : report_{report} {}

  Json moment(const ReplayMoment& moment) const {
    Json result{{"at", to_string(moment.at)}, {"because", Json::array()}, {"changes", Json::array()}};
    for (const auto& cause : moment.because) result["because"].push_back(this->cause(cause));
    const auto outcome = decide(moment.evaluator);
    const RunReport run{report_.compilation, moment.evaluator, outcome};
    for (const auto& change : moment.changes) result["changes"].push_back(this->change(change, run));
    return result;
  }

 private:
  const model::Model& model() const { return *report_.compilation.model; }

  Json cause(const Cause& cause) const {
    const auto text = cause_text(cause, report_.compilation);
    return std::visit(
        overloaded{
            [&](const ReadingSeen& seen) {
              const auto& fact = model().facts[seen.fact];
              return Json{{"reading", fact.id}, {"value", to_string(seen.reading->value, fact.type)}};
            },
            [&](const EventHappened& event) { return this->event(event); },
            [&](const EventInPart& event) {
              return Json{{"event", model().facts[event.fact].id},
                          {event.has_passed ? "by" : "from", to_string(event.when)}};
            },
            [&](const WentStale& stale) {
              return Json{{"stale", model().facts[stale.fact].id}};
            },
            [&](const Passed&) {
              return Json{{"passed", text}};
            },
            [&](const InstantReached&) {
              return Json{{"reached", text}};
            },
            [&](const MinutePassed&) {
              return Json{{"passed", text}};
            },
        },
        cause);
  }

  Json event(const EventHappened& event) const {
    Json result{{"event", model().facts[event.fact].id}};
    if (event.event.amount) result["value"] = to_string(*event.event.amount);
    return result;
  }

  Json change(const StatementChange& change, const RunReport& run) const {
    Json result{{"id", model::statement(model(), change.statement).id}};
    if (change.from) result["from"] = state(*change.from, run);
    result["to"] = state(change.to, run);
    auto why = Json::array();
    if (change.to.status == Status::advised) {
      for (auto& line : statement_reasons(run, model::statement(model(), change.statement)))
        why.push_back(std::move(line));
    }
    result["why"] = std::move(why);
    return result;
  }

  Json state(const StatementState& state, const RunReport& run) const {
    Json result{{"status", to_string(state.status)}};
    if (!state.progress) return result;
    const auto& at = run.evaluator.at();
    result["progress"] = to_string(state.progress->progress);
    if (state.progress->opens) result["opens"] = planned_text(*state.progress->opens, at);
    if (state.progress->due) result["due"] = planned_text(*state.progress->due, at);
    if (!state.progress->overtaken_by.empty()) result["out_of_order"] = true;
    return result;
  }

  const ReplayReport& report_;
};

}  // namespace

std::string replay_json(const ReplayReport& report) {
  const ReplayJson writer{report};
  auto moments = Json::array();
  const Replay replay{*report.compilation.model, every_statement(*report.compilation.model)};
  replay.run(report.patient, report.from, report.to,
             [&](const ReplayMoment& moment) { moments.push_back(writer.moment(moment)); });
  const auto& model = *report.compilation.model;
  Json result{{"waymark", version},
              {"pathway", {{"id", model.id}, {"title", model.title}, {"version", model.version}}}};
  if (!report.patient.id.empty()) result["patient"] = report.patient.id;
  result["from"] = to_string(report.from);
  result["to"] = to_string(report.to);
  result["moments"] = std::move(moments);
  return printed(result);
}

}  // namespace waymark
