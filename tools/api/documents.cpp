#include "tools/api/documents.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "interpreter/decide/outcome.hpp"
#include "interpreter/evaluate/evaluator.hpp"
#include "tools/api/open_answer.hpp"
#include "tools/document/picture_report.hpp"
#include "tools/report/check_summary.hpp"
#include "tools/report/explanation_json.hpp"
#include "tools/report/inputs_json.hpp"
#include "tools/report/json_parts.hpp"
#include "tools/report/present_moment.hpp"
#include "tools/report/questions_json.hpp"
#include "tools/report/replay_report.hpp"
#include "tools/report/result_json.hpp"
#include "tools/report/scenario_json.hpp"
#include "tools/report/subject_text.hpp"
#include "tools/report/version.hpp"

namespace waymark {
namespace {

// A patient's own document, or what FHIR says of them at that moment.
std::variant<FhirPatient, std::vector<FactsProblem>> read_either(const CheckedPathway& pathway,
                                                                 std::string_view patient,
                                                                 std::optional<Moment> moment, bool is_fhir) {
  if (is_fhir) return pathway.fhir_reader.read({.texts = {patient}}, moment);
  auto read = pathway.reader.read(patient, moment);
  if (auto* problems = std::get_if<std::vector<FactsProblem>>(&read)) return std::move(*problems);
  return FhirPatient{.patient = std::move(std::get<Patient>(read))};
}

// Evaluates a patient's document and answers with what `function` makes of it; or says why there is no
// patient.
template <typename Function>
Document with_patient(const CheckedPathway& pathway, const PatientQuestion& question, Function function) {
  const auto moment = question.at ? parse_moment_or_date(*question.at) : std::nullopt;
  if (question.at && !moment)
    return unusable_document(fmt::format("`{}` is neither a moment nor a date", *question.at),
                             question.layout);
  const bool is_fhir = looks_like_fhir(question.patient);
  const auto now = present_moment();
  const auto read = read_either(pathway, question.patient, is_fhir ? moment.value_or(now) : moment, is_fhir);
  if (const auto* problems = std::get_if<std::vector<FactsProblem>>(&read))
    return {ExitCode::unusable, refusal_json(*problems, question.layout)};
  const auto& record = std::get<FhirPatient>(read);
  const auto known = moment || is_fhir ? moment : record.patient.at;
  Evaluator evaluator{*pathway.compilation.model, record.patient, known.value_or(now)};
  const auto outcome = decide(evaluator);
  RunReport report{pathway.compilation, evaluator, outcome, !known};
  if (is_fhir) report.record = &record;
  return function(report);
}

Document pictured(const RunReport& report, bool of_nobody) {
  auto readable = for_reading(report);
  readable.of_nobody = of_nobody;
  return {ExitCode::fine, picture_json(readable, pathway_picture(readable))};
}

}  // namespace

Document unusable_document(const std::string& error, JsonLayout layout) {
  return {ExitCode::unusable, printed({{"waymark", version}, {"error", error}}, layout)};
}

Document run_document(const CheckedPathway& pathway, const PatientQuestion& question) {
  return with_patient(pathway, question, [&](const RunReport& report) {
    const auto exit_code = report.outcome.violated.empty() ? ExitCode::fine : ExitCode::answer_is_no;
    return Document{exit_code, result_json(report, question.layout)};
  });
}

Document explain_document(const CheckedPathway& pathway, const PatientQuestion& question,
                          const std::string& id) {
  return with_patient(pathway, question, [&](const RunReport& report) {
    const auto subject = find_subject(report.model(), id);
    if (!subject) return unusable_document(no_such_subject(report.model(), id));
    const auto open = open_answer_of(report.evaluator, *subject);
    return Document{ExitCode::fine, explanation_json(report, explanation(report.evaluator, *subject, open))};
  });
}

Document needs_document(const CheckedPathway& pathway, const PatientQuestion& question) {
  return with_patient(pathway, question, [](const RunReport& report) {
    return Document{ExitCode::fine, needs_json(report.model(), report.outcome)};
  });
}

Document questions_document(const CheckedPathway& pathway, const PatientQuestion& question) {
  return with_patient(pathway, question, [](const RunReport& report) {
    return Document{ExitCode::fine, questions_json(report)};
  });
}

Document picture_document(const CheckedPathway& pathway) {
  const auto nobody = empty_patient(*pathway.compilation.model);
  Evaluator evaluator{*pathway.compilation.model, nobody, present_moment()};
  const auto outcome = decide(evaluator);
  return pictured({pathway.compilation, evaluator, outcome}, true);
}

Document picture_document(const CheckedPathway& pathway, const PatientQuestion& question) {
  return with_patient(pathway, question, [](const RunReport& report) { return pictured(report, false); });
}

Document replay_document(const CheckedPathway& pathway, const PatientQuestion& question) {
  return with_patient(pathway, question, [](const RunReport& report) {
    const auto& patient = report.evaluator.patient();
    const auto span = replayed_span(report.model(), patient, report.evaluator.at(), report.at_is_now);
    return Document{ExitCode::fine, replay_json({report.compilation, patient, span.first, span.second})};
  });
}

Document scenario_document(const CheckedPathway& pathway, const PatientQuestion& question,
                           const std::string& name) {
  return with_patient(pathway, question, [&](const RunReport& report) {
    return Document{ExitCode::fine, scenario_json(report, name)};
  });
}

Document check_document(const std::string& path, const Compilation& compilation) {
  const auto summary = summarize(path, compilation);
  auto diagnostics = diagnostics_json(compilation.diagnostics.sorted(), compilation.sources);
  return {compilation.model ? ExitCode::fine : ExitCode::answer_is_no,
          check_json({summary}, std::move(diagnostics))};
}

}  // namespace waymark
