#include "tools/language_server/handle_patient.hpp"

#include "interpreter/decide/outcome.hpp"
#include "tools/language_server/asked_patient.hpp"
#include "tools/report/inputs_json.hpp"
#include "tools/report/patient_json.hpp"
#include "tools/report/result_json.hpp"
#include "tools/report/scenario_json.hpp"

namespace waymark::lsp {
namespace {

// Answers with what `function` makes of the run of the patient whom the request is about.
template <typename Function>
Answer of_patient(const Request& request, Function function) {
  const auto checked = checked_model(request);
  if (const auto* error = std::get_if<ResponseError>(&checked)) return *error;
  const auto& model = *std::get<const model::Model*>(checked);
  const auto asked = asked_patient(model, request.params);
  if (const auto* error = std::get_if<ResponseError>(&asked)) return *error;
  if (const auto* problems = std::get_if<std::vector<FactsProblem>>(&asked))
    return Json::parse(refusal_json(*problems, JsonLayout::line));
  const auto& who = std::get<AskedPatient>(asked);
  Evaluator evaluator{model, who.patient, who.at};
  const auto outcome = decide(evaluator);
  return function(RunReport{request.snapshot().compilation(), evaluator, outcome, who.at_is_now});
}

}  // namespace

Answer handle_decision_path(const Request& request) {
  return of_patient(request, [](const RunReport& report) -> Answer {
    const auto at = report.at_is_now ? std::nullopt : std::optional{report.evaluator.at()};
    return Json{{"patient", patient_json(report.model(), report.evaluator.patient(), at)},
                {"result", Json::parse(result_json(report, JsonLayout::line))}};
  });
}

Answer handle_needs(const Request& request) {
  return of_patient(request, [](const RunReport& report) -> Answer {
    return Json::parse(needs_json(report.model(), report.outcome));
  });
}

Answer handle_scenario_text(const Request& request) {
  const auto name = find_text(request.params, {"name"});
  if (!name) return ResponseError{ErrorCode::invalid_params, "`name` is missing"};
  return of_patient(
      request, [&](const RunReport& report) -> Answer { return Json::parse(scenario_json(report, *name)); });
}

Answer handle_inputs(const Request& request) {
  const auto checked = checked_model(request);
  if (const auto* error = std::get_if<ResponseError>(&checked)) return *error;
  return Json::parse(inputs_json(*std::get<const model::Model*>(checked)));
}

}  // namespace waymark::lsp
