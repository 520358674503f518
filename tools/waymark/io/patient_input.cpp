#include "tools/waymark/io/patient_input.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "interpreter/facts/json/json_document.hpp"
#include "lang/text/display_text.hpp"
#include "tools/report/most_listed.hpp"
#include "tools/waymark/io/binding_files.hpp"

namespace waymark {

namespace {

std::string problems_text(const std::string& file, const std::vector<FactsProblem>& problems) {
  std::string result;
  const auto listed = std::min(problems.size(), most_listed);
  for (std::size_t i = 0; i < listed; ++i) result += problem_text(file, problems[i]);
  if (problems.size() > listed)
    result += fmt::format("... and {}\n", more_of(problems.size() - listed, "problem"));
  return result + program_message(fmt::format("{} refused; nothing was evaluated", file));
}

std::variant<std::string, PatientRefusal> read_text(const std::string& path, const std::string& name,
                                                    const PatientOptions& options,
                                                    const Surroundings& surroundings) {
  const auto limit = options.format == FactsFormat::json ? json::most_bytes : most_fhir_bytes;
  auto text = read_input(path, limit, surroundings);
  if (const auto* error = std::get_if<ReadError>(&text))
    return PatientRefusal{program_message(fmt::format("{}: {}", name, error->reason)), {}};
  return std::move(std::get<std::string>(text));
}

bool is_fhir(const std::string& text, FactsFormat format) {
  return format == FactsFormat::fhir || (format == FactsFormat::by_content && looks_like_fhir(text));
}

// Reads one document, and what comes with it.
class DocumentInput {
 public:
  DocumentInput(const PatientOptions& options, const model::Model& model, const Surroundings& surroundings)
      : options_{options}, model_{model}, surroundings_{surroundings} {}

  std::optional<PatientRefusal> read(const std::optional<std::string>& pathway, std::optional<Moment> at,
                                     PatientInput& input) {
    const auto& path = *options_.facts;
    const auto name = path == "-" ? std::string{"<standard input>"} : path;
    auto text = read_text(path, name, options_, surroundings_);
    if (auto* refusal = std::get_if<PatientRefusal>(&text)) return std::move(*refusal);
    const auto& document = std::get<std::string>(text);
    if (is_fhir(document, options_.format)) return read_record(document, name, pathway, at, input);
    auto result = read_patient(document, model_, at);
    if (auto* problems = std::get_if<std::vector<FactsProblem>>(&result))
      return PatientRefusal{problems_text(name, *problems), std::move(*problems)};
    input.patient = std::move(std::get<Patient>(result));
    return std::nullopt;
  }

 private:
  // FHIR says of nothing when it is looked at, so that is now.
  std::optional<PatientRefusal> read_record(const std::string& text, const std::string& name,
                                            const std::optional<std::string>& pathway,
                                            std::optional<Moment> at, PatientInput& input) {
    auto binding = load_binding(options_.binding, pathway, model_);
    if (auto* message = std::get_if<std::string>(&binding)) return PatientRefusal{std::move(*message), {}};
    auto result = read_fhir(text, model_, std::get<FhirBinding>(binding), at.value_or(surroundings_.now));
    if (auto* problems = std::get_if<std::vector<FactsProblem>>(&result))
      return PatientRefusal{problems_text(name, *problems), std::move(*problems)};
    auto& record = std::get<FhirPatient>(result);
    input.patient = record.patient;
    input.patient.at = at;
    input.record = std::make_shared<const FhirPatient>(std::move(record));
    return std::nullopt;
  }

  const PatientOptions& options_;
  const model::Model& model_;
  const Surroundings& surroundings_;
};

}  // namespace

std::string problem_text(const std::string& file, const FactsProblem& problem) {
  const auto place = problem.line > 0 ? fmt::format("{}:{}:{}", file, problem.line, problem.column) : file;
  const auto path = problem.path.empty() ? "" : fmt::format("{}: ", problem.path);
  const auto help = problem.help.empty() ? "" : fmt::format("  = help: {}\n", within_line(problem.help));
  const auto message = within_line(fmt::format("{}: {}{}", place, path, problem.message));
  return fmt::format("error[{}]: {}\n{}", problem.code, message, help);
}

std::variant<std::optional<Moment>, PatientRefusal> read_moment(std::string_view option,
                                                                const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  if (auto moment = parse_moment_or_date(*text)) return moment;
  const auto form = "a moment such as 2026-11-23T08:30Z or a date such as 2026-11-23";
  return PatientRefusal{program_message(fmt::format("{}: expected {}, found `{}`", option, form, *text)), {}};
}

std::variant<std::optional<Moment>, PatientRefusal> read_at(const PatientOptions& options) {
  return read_moment("--at", options.at);
}

std::variant<Assignments, PatientRefusal> read_assignments(const PatientOptions& options,
                                                           const model::Model& model) {
  PatientRefusal refusal;
  Assignments assignments;
  for (const auto& assignment : options.assignments) {
    auto result = read_parameter(assignment, model);
    if (auto* problem = std::get_if<FactsProblem>(&result)) {
      refusal.message += problem_text("--set", *problem);
      refusal.problems.push_back(std::move(*problem));
      continue;
    }
    assignments.push_back(std::get<std::pair<model::ParameterId, Value>>(std::move(result)));
  }
  if (!refusal.problems.empty()) return refusal;
  return assignments;
}

std::variant<PatientInput, PatientRefusal> read_patient_input(const PatientOptions& options,
                                                              const model::Model& model,
                                                              const std::optional<std::string>& pathway,
                                                              const Surroundings& surroundings) {
  auto given = read_at(options);
  if (auto* refusal = std::get_if<PatientRefusal>(&given)) return std::move(*refusal);
  const auto at = std::get<std::optional<Moment>>(given);
  PatientInput input{.patient = empty_patient(model), .at = surroundings.now, .at_is_now = true};
  if (options.facts) {
    DocumentInput document{options, model, surroundings};
    if (auto refusal = document.read(pathway, at, input)) return std::move(*refusal);
  }
  auto assigned = read_assignments(options, model);
  if (auto* refusal = std::get_if<PatientRefusal>(&assigned)) return std::move(*refusal);
  for (auto& [parameter, value] : std::get<Assignments>(assigned))
    input.patient.parameters[parameter] = std::move(value);
  const auto known = at ? at : input.patient.at;
  input.at = known.value_or(surroundings.now);
  input.at_is_now = !known;
  return input;
}

}  // namespace waymark
