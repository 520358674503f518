#include "tools/waymark/commands/explain.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "interpreter/facts/input_names.hpp"
#include "interpreter/prove/exact_answer.hpp"
#include "lang/text/suggest.hpp"
#include "tools/report/explanation_json.hpp"
#include "tools/report/explanation_text.hpp"
#include "tools/report/reason_dot.hpp"
#include "tools/report/subject_text.hpp"
#include "tools/waymark/commands/run.hpp"

namespace waymark {

static std::string written(const RunReport& report, const Explanation& explanation,
                           const ExplainOptions& options, bool color) {
  switch (options.format) {
    case ExplainFormat::json: return explanation_json(report, explanation, options.sources);
    case ExplainFormat::dot: return reason_dot(reason_tree(report, explanation));
    case ExplainFormat::text: break;
  }
  return ExplanationText{for_reading(report), explanation}.page({.sources = options.sources}, color);
}

static Reply evaluate(const Compilation& compilation, const PatientInput& input,
                      const ExplainOptions& options, const Surroundings& surroundings) {
  const auto subject = find_subject(*compilation.model, options.id);
  if (!subject) {
    const auto message = no_such_subject(*compilation.model, options.id);
    return {.exit_code = ExitCode::unusable, .out = {}, .err = program_message(message)};
  }
  Evaluator evaluator{*compilation.model, input.patient, input.at};
  const auto outcome = decide(evaluator);
  RunReport report{compilation, evaluator, outcome, input.at_is_now};
  report.record = input.fhir();
  const bool color = wants_color(options.color, surroundings.out_is_terminal, surroundings);
  const auto found = explanation(evaluator, *subject, prove::exactly_open_answer(evaluator, *subject));
  return {.exit_code = ExitCode::fine, .out = written(report, found, options, color), .err = {}};
}

Reply explain(const ExplainOptions& options, const Surroundings& surroundings) {
  const auto format = options.format == ExplainFormat::json ? ResultFormat::json : ResultFormat::text;
  return of_one_patient(options.path, options.patient, format, options, surroundings,
                        [&](const Compilation& compilation, const PatientInput& patient) {
                          return evaluate(compilation, patient, options, surroundings);
                        });
}

}  // namespace waymark
