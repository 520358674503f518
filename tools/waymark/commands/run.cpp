#include "tools/waymark/commands/run.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "interpreter/prove/exact_outcome.hpp"
#include "tools/report/json_parts.hpp"
#include "tools/report/questions_json.hpp"
#include "tools/report/result_fhir.hpp"
#include "tools/report/result_json.hpp"
#include "tools/report/result_text.hpp"
#include "tools/report/scenario_json.hpp"
#include "tools/waymark/io/binding_files.hpp"

namespace waymark {

// Warnings are the business of `check`.
static std::vector<Diagnostic> errors_of(const Diagnostics& diagnostics) {
  auto list = diagnostics.sorted();
  std::erase_if(list, [](const Diagnostic& diagnostic) { return diagnostic.severity != Severity::error; });
  return list;
}

static std::vector<std::string> messages_of(const std::vector<Diagnostic>& errors) {
  std::vector<std::string> result;
  for (const auto& each : errors) result.push_back(fmt::format("{}: {}", each.code, each.message));
  return result;
}

static std::vector<std::string> messages_of(const PatientRefusal& refusal) {
  std::vector<std::string> result;
  for (const auto& each : refusal.problems)
    result.push_back(fmt::format("{}: {}: {}", each.code, each.path, each.message));
  if (result.empty()) result.push_back(refusal.message.substr(0, refusal.message.find_last_not_of('\n') + 1));
  return result;
}

Reply refuse(const Compilation& compilation, ResultFormat format, bool color) {
  const auto errors = errors_of(compilation.diagnostics);
  Reply reply{.exit_code = ExitCode::unusable,
              .out = {},
              .err = diagnostics_text(errors, compilation.sources, color)};
  if (format == ResultFormat::json) reply.out = refusal_json(errors, compilation.sources);
  if (format == ResultFormat::fhir) reply.out = refusal_fhir(messages_of(errors));
  return reply;
}

Reply refuse(PatientRefusal refusal, ResultFormat format) {
  Reply reply{.exit_code = ExitCode::unusable, .out = {}, .err = {}};
  if (format == ResultFormat::fhir) reply.out = refusal_fhir(messages_of(refusal));
  reply.err = std::move(refusal.message);
  if (format == ResultFormat::json && !refusal.problems.empty()) reply.out = refusal_json(refusal.problems);
  return reply;
}

static bool is_undetermined(const StatementOutcome& outcome) {
  return outcome.status == Status::undetermined;
}

static ExitCode exit_code(const Outcome& outcome, bool require_determined, std::string& err) {
  if (!outcome.violated.empty()) err += program_message("this patient breaks a property of the pathway");
  const auto open = std::ranges::count_if(outcome.recommendations, is_undetermined) +
                    std::ranges::count_if(outcome.notes, is_undetermined);
  if (require_determined && open > 0) err += program_message(fmt::format("{} undetermined", open));
  const bool fine = outcome.violated.empty() && !(require_determined && open > 0);
  return fine ? ExitCode::fine : ExitCode::answer_is_no;
}

// In place of the result, where the binding that says what to ask for cannot be read.
static Reply presented_as_fhir(const RunReport& report, const RunOptions& options, Reply reply) {
  const auto binding = load_binding(options.patient.binding, options.path, report.model());
  if (const auto* message = std::get_if<std::string>(&binding))
    return refuse(PatientRefusal{*message, {}}, options.format);
  reply.out = result_fhir(report, std::get<FhirBinding>(binding));
  return reply;
}

static Reply presented(const RunReport& report, const RunOptions& options, const Surroundings& surroundings) {
  Reply reply;
  reply.exit_code = exit_code(report.outcome, options.require_determined, reply.err);
  if (options.format == ResultFormat::fhir) return presented_as_fhir(report, options, std::move(reply));
  const bool color = wants_color(options.color, surroundings.out_is_terminal, surroundings);
  reply.out = options.format == ResultFormat::json
                  ? result_json(report, JsonLayout::indented, options.sources)
                  : result_text(report, {.color = color,
                                         .everything = options.everything,
                                         .path = options.trace,
                                         .sources = options.sources});
  return reply;
}

// With what no completion of the record can change.
static Reply evaluate_exactly(const Compilation& compilation, const PatientInput& input,
                              const Outcome& outcome, Evaluator& evaluator, const RunOptions& options,
                              const Surroundings& surroundings) {
  const auto settlement = prove::settlement(evaluator, outcome);
  Evaluator settled{*compilation.model, input.patient, input.at};
  const auto exact = prove::decide(settled, settlement);
  RunReport report{compilation, settled, exact, input.at_is_now};
  report.record = input.fhir();
  for (const auto& [condition, holds] : settlement.settled)
    report.settled.insert((*compilation.model)[condition].canonical);
  return presented(report, options, surroundings);
}

// What is written in place of the result.
static Reply of_patient(const RunReport& report, const RunOptions& options) {
  const bool is_json = options.format == ResultFormat::json;
  if (options.questions)
    return {ExitCode::fine, is_json ? questions_json(report) : questions_text(report), {}};
  const auto& name = *options.as_scenario;
  return {ExitCode::fine, is_json ? scenario_json(report, name) : scenario_of(report, name), {}};
}

static Reply evaluate(const Compilation& compilation, const PatientInput& input, const RunOptions& options,
                      const Surroundings& surroundings) {
  Evaluator evaluator{*compilation.model, input.patient, input.at};
  const auto outcome = decide(evaluator);
  if (options.questions || options.as_scenario)
    return of_patient({compilation, evaluator, outcome, input.at_is_now}, options);
  if (options.exact) return evaluate_exactly(compilation, input, outcome, evaluator, options, surroundings);
  RunReport report{compilation, evaluator, outcome, input.at_is_now};
  report.record = input.fhir();
  return presented(report, options, surroundings);
}

Reply of_one_patient(const std::optional<std::string>& path, const PatientOptions& options_of_patient,
                     ResultFormat format, const CommonOptions& options, const Surroundings& surroundings,
                     const PatientAnswer& answer) {
  auto loaded = load_and_compile(path, options, surroundings);
  if (auto* reply = std::get_if<Reply>(&loaded)) return std::move(*reply);
  const auto& compilation = *std::get<std::unique_ptr<Compilation>>(loaded);
  if (!compilation.model) {
    return refuse(compilation, format,
                  wants_color(options.color, surroundings.err_is_terminal, surroundings));
  }
  auto patient = read_patient_input(options_of_patient, *compilation.model, path, surroundings);
  if (auto* refusal = std::get_if<PatientRefusal>(&patient)) return refuse(std::move(*refusal), format);
  return answer(compilation, std::get<PatientInput>(patient));
}

Reply run(const RunOptions& options, const Surroundings& surroundings) {
  if (options.format == ResultFormat::fhir && (options.questions || options.as_scenario))
    return {ExitCode::unusable,
            {},
            program_message("`--format fhir` is how to write a result: neither "
                            "`--questions` nor `--as-scenario` gives one")};
  return of_one_patient(options.path, options.patient, options.format, options, surroundings,
                        [&](const Compilation& compilation, const PatientInput& patient) {
                          return evaluate(compilation, patient, options, surroundings);
                        });
}

}  // namespace waymark
