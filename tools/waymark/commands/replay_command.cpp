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
  auto loaded = load_and_compile(options.path, options, surroundings);
  if (auto* reply = std::get_if<Reply>(&loaded)) return std::move(*reply);
  const auto& compilation = *std::get<std::unique_ptr<Compilation>>(loaded);
  if (!compilation.model) {
    return refuse(compilation, options.format,
                  wants_color(options.color, surroundings.err_is_terminal, surroundings));
  }
  auto patient = read_patient_input(options.patient, *compilation.model, surroundings);
  if (auto* refusal = std::get_if<PatientRefusal>(&patient))
    return refuse(std::move(*refusal), options.format);
  return replayed(compilation, std::get<PatientInput>(patient), options, surroundings);
}

}  // namespace waymark
