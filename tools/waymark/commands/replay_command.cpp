#include "tools/waymark/commands/replay_command.hpp"

#include <utility>

#include <fmt/format.h>

#include "tools/report/replay_report.hpp"

namespace waymark {

namespace {

using GivenMoment = std::variant<std::optional<Moment>, PatientRefusal>;

// From the first moment of the record to that of the document, or the last one of the record.
std::pair<Moment, Moment> recorded(const Compilation& compilation, const PatientInput& input) {
  const auto span = recorded_span(*compilation.model, input.patient);
  if (!span) return {input.at, input.at};
  return {std::min(span->first, input.at), input.at_is_now ? span->second : input.at};
}

Moment with_offset(Moment moment, const Moment& at) {
  moment.offset_minutes = at.offset_minutes;
  return moment;
}

Reply replayed(const Compilation& compilation, const PatientInput& input, const ReplayOptions& options,
               const Surroundings& surroundings) {
  const auto from = read_moment("--from", options.from);
  const auto to = read_moment("--to", options.to);
  for (const auto* each : {&from, &to}) {
    if (const auto* refusal = std::get_if<PatientRefusal>(each)) return refuse(*refusal, options.format);
  }
  const auto [first, last] = recorded(compilation, input);
  const ReplayReport report{compilation, input.patient,
                            std::get<0>(from).value_or(with_offset(first, input.at)),
                            std::get<0>(to).value_or(with_offset(last, input.at))};
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
