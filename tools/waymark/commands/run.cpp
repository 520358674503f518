#include "tools/waymark/commands/run.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "interpreter/prove/exact_outcome.hpp"
#include "tools/report/json_parts.hpp"
#include "tools/report/result_json.hpp"
#include "tools/report/result_text.hpp"

namespace waymark {

// Warnings are the business of `check`.
static std::vector<Diagnostic> errors_of(const Diagnostics& diagnostics) {
  auto list = diagnostics.sorted();
  std::erase_if(list, [](const Diagnostic& diagnostic) { return diagnostic.severity != Severity::error; });
  return list;
}

Reply refuse(const Compilation& compilation, ResultFormat format, bool color) {
  const auto errors = errors_of(compilation.diagnostics);
  Reply reply{.exit_code = ExitCode::unusable,
              .out = {},
              .err = diagnostics_text(errors, compilation.sources, color)};
  if (format == ResultFormat::json) reply.out = refusal_json(errors, compilation.sources);
  return reply;
}

Reply refuse(PatientRefusal refusal, ResultFormat format) {
  Reply reply{.exit_code = ExitCode::unusable, .out = {}, .err = std::move(refusal.message)};
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

static Reply presented(const RunReport& report, const RunOptions& options, const Surroundings& surroundings) {
  Reply reply;
  reply.exit_code = exit_code(report.outcome, options.require_determined, reply.err);
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
  for (const auto& [condition, holds] : settlement.settled)
    report.settled.insert((*compilation.model)[condition].canonical);
  return presented(report, options, surroundings);
}

static Reply evaluate(const Compilation& compilation, const PatientInput& input, const RunOptions& options,
                      const Surroundings& surroundings) {
  Evaluator evaluator{*compilation.model, input.patient, input.at};
  const auto outcome = decide(evaluator);
  if (options.exact) return evaluate_exactly(compilation, input, outcome, evaluator, options, surroundings);
  return presented({compilation, evaluator, outcome, input.at_is_now}, options, surroundings);
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
  auto patient = read_patient_input(options_of_patient, *compilation.model, surroundings);
  if (auto* refusal = std::get_if<PatientRefusal>(&patient)) return refuse(std::move(*refusal), format);
  return answer(compilation, std::get<PatientInput>(patient));
}

Reply run(const RunOptions& options, const Surroundings& surroundings) {
  return of_one_patient(options.path, options.patient, options.format, options, surroundings,
                        [&](const Compilation& compilation, const PatientInput& patient) {
                          return evaluate(compilation, patient, options, surroundings);
                        });
}

}  // namespace waymark
