#include "tools/waymark/commands/replay_command.hpp"

#include <utility>

#include <fmt/format.h>

#include "tools/report/replay_report.hpp"

namespace waymark {

namespace {

using GivenMoment = std::variant<std::optional<Moment>, PatientRefusal>;

Reply replayed(const Compilation& compilation, const PatientInput& input, const ReplayOptions& options,
               const Surroundings& surroundings) {
  const auto from = read_moment("--from", options.from);
  const auto to = read_moment("--to", options.to);
  for (const auto* each : {&from, &to}) {
    if (const auto* refusal = std::get_if<PatientRefusal>(each)) return refuse(*refusal, options.format);
  }
  const auto [first, last] = replayed_span(*compilation.model, input.patient, input.at, input.at_is_now);
  const ReplayReport report{compilation, input.patient, std::get<0>(from).value_or(first),
                            std::get<0>(to).value_or(last)};
  if (report.to < report.from) {
    return refuse(PatientRefusal{program_message(fmt::format("{} lies before {}", to_string(report.to),
                                                             to_string(report.from))),
                                 {}},
                  options.format);
  }
  const bool color = wants_color(options.color, surroundings.out_is_terminal, surroundings);
  return {ExitCode::fine,
          options.format == ResultFormat::json ? replay_json(report) : replay_text(report, color),
          {}};
}

}  // namespace

Reply replay_patient(const ReplayOptions& options, const Surroundings& surroundings) {
  return of_one_patient(options.path, options.patient, options.format, options, surroundings,
                        [&](const Compilation& compilation, const PatientInput& patient) {
                          return replayed(compilation, patient, options, surroundings);
                        });
}

}  // namespace waymark
