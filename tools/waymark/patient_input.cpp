#include "tools/waymark/patient_input.hpp"

#include <utility>

#include <fmt/format.h>

#include "interpreter/json_document.hpp"

namespace waymark {

namespace {

// "facts.json:3:12: $.facts.spo2: expected ... (PW0805)"
std::string problem_text(const std::string& file, const FactsProblem& problem) {
  const auto place = problem.line > 0 ? fmt::format("{}:{}:{}", file, problem.line, problem.column) : file;
  const auto path = problem.path.empty() ? "" : fmt::format("{}: ", problem.path);
  const auto help = problem.help.empty() ? "" : fmt::format("  = help: {}\n", problem.help);
  return fmt::format("error[{}]: {}: {}{}\n{}", problem.code, place, path, problem.message, help);
}

// A document may have thousands of problems; nobody reads more than a page of them.
std::string problems_text(const std::string& file, const std::vector<FactsProblem>& problems) {
  constexpr std::size_t most = 50;
  std::string result;
  for (std::size_t i = 0; i < problems.size() && i < most; ++i) result += problem_text(file, problems[i]);
  if (problems.size() > most) result += fmt::format("... and {} more\n", problems.size() - most);
  return result + fmt::format("waymark: {} refused; nothing was evaluated\n", file);
}

std::optional<Moment> parse_at(const std::string& text) {
  if (auto moment = parse_moment(text)) return moment;
  if (const auto date = parse_date(text)) return start_of(*date, 0);
  return std::nullopt;
}

std::variant<Patient, PatientRefusal> read_document(const std::string& path, const model::Model& model,
                                                    std::optional<Moment> at,
                                                    const Surroundings& surroundings) {
  const auto text = read_input(path, json::most_bytes, surroundings);
  const auto name = path == "-" ? std::string{"<standard input>"} : path;
  if (const auto* error = std::get_if<ReadError>(&text)) {
    return PatientRefusal{program_message(fmt::format("{}: {}", name, error->reason)), {}};
  }
  auto result = read_patient(std::get<std::string>(text), model, at);
  if (auto* problems = std::get_if<std::vector<FactsProblem>>(&result)) {
    return PatientRefusal{problems_text(name, *problems), std::move(*problems)};
  }
  return std::move(std::get<Patient>(result));
}

// A later assignment takes the place of an earlier one, and of the document's.
std::optional<PatientRefusal> assign(const std::vector<std::string>& assignments, const model::Model& model,
                                     Patient& patient) {
  PatientRefusal refusal;
  for (const auto& assignment : assignments) {
    auto result = read_parameter(assignment, model);
    if (auto* problem = std::get_if<FactsProblem>(&result)) {
      refusal.message += problem_text("--set", *problem);
      refusal.problems.push_back(std::move(*problem));
      continue;
    }
    auto& [parameter, value] = std::get<std::pair<model::ParameterId, Value>>(result);
    patient.parameters[parameter] = std::move(value);
  }
  return refusal.problems.empty() ? std::nullopt : std::optional{std::move(refusal)};
}

}  // namespace

std::variant<PatientInput, PatientRefusal> read_patient_input(const PatientOptions& options,
                                                              const model::Model& model,
                                                              const Surroundings& surroundings) {
  const auto at = options.at ? parse_at(*options.at) : std::nullopt;
  if (options.at && !at) {
    const auto form = "a moment such as 2026-11-23T08:30Z or a date such as 2026-11-23";
    return PatientRefusal{program_message(fmt::format("--at: expected {}, found `{}`", form, *options.at)),
                          {}};
  }
  PatientInput input{.patient = empty_patient(model), .at = surroundings.now, .at_is_now = true};
  if (options.facts) {
    auto read = read_document(*options.facts, model, at, surroundings);
    if (auto* refusal = std::get_if<PatientRefusal>(&read)) return std::move(*refusal);
    input.patient = std::move(std::get<Patient>(read));
  }
  if (auto refusal = assign(options.assignments, model, input.patient)) return std::move(*refusal);
  const auto known = at ? at : input.patient.at;
  input.at = known.value_or(surroundings.now);
  input.at_is_now = !known;
  return input;
}

}  // namespace waymark
