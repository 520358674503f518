#include "tools/report/progress_json.hpp"

#include <nlohmann/json.hpp>

namespace waymark {

using Json = nlohmann::ordered_json;

static Json timing_json(const ProgressOutcome& its, const RunReport& report, const Wording& wording,
                        const model::Recommendation& recommendation) {
  auto timing = Json::object();
  const auto& at = report.evaluator.at();
  if (its.opens) timing["opens"] = planned_text(*its.opens, at);
  if (its.due) timing["due"] = planned_text(*its.due, at);
  timing["done"] = to_string(its.done);
  timing["out_of_order"] = !its.overtaken_by.empty();
  for (const auto id : its.overtaken_by)
    timing["overtaken_by"].push_back(report.model().recommendations[id].id);
  if (its.progress == Progress::unknown)
    timing["needs"] = wording.inputs(needs_of_progress(report.evaluator, recommendation, its));
  return timing;
}

void add_progress(Json& result, const RunReport& report, const Wording& wording,
                  const model::Recommendation& recommendation, const StatementOutcome& outcome) {
  if (outcome.progress) {
    result["progress"] = to_string(outcome.progress->progress);
    result["timing"] = timing_json(*outcome.progress, report, wording, recommendation);
  }
  if (!recommendation.aim) return;
  result["target"] = {{"text", wording.written(*recommendation.aim)},
                      {"value", to_string(report.evaluator.truth(*recommendation.aim))}};
}

}  // namespace waymark
