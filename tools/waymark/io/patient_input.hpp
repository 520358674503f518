#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "interpreter/facts/fhir/fhir_patient.hpp"
#include "interpreter/facts/json/facts_json.hpp"
#include "tools/waymark/io/loading.hpp"

namespace waymark {

// How a file of facts is written; by its content unless it is said.
enum class FactsFormat { by_content, json, fhir };

// Which patient, and when.
struct PatientOptions {
  std::optional<std::string> facts;      // a file, `-` for standard input
  std::optional<std::string> at;         // a moment, or a date for its beginning
  std::vector<std::string> assignments;  // PARAMETER=VALUE
  FactsFormat format = FactsFormat::by_content;
  std::optional<std::string> binding = {};  // a file; none: those beside the pathway
};

struct PatientInput {
  Patient patient;
  Moment at;
  bool at_is_now = false;                               // nobody said when
  std::shared_ptr<const FhirPatient> record = nullptr;  // where the patient comes from FHIR

  const FhirPatient* fhir() const { return record.get(); }
};

// Why there is no patient; the problems are empty where the file or an option is at fault.
struct PatientRefusal {
  std::string message;  // for standard error
  std::vector<FactsProblem> problems;
};

// "error[PW0805]: facts.json:3:12: $.facts.spo2: expected ...", and the help on a line of its own.
std::string problem_text(const std::string& file, const FactsProblem& problem);

// What an option says of a moment; a date means its first moment.
std::variant<std::optional<Moment>, PatientRefusal> read_moment(std::string_view option,
                                                                const std::optional<std::string>& text);

// The moment that `--at` gives, if any.
std::variant<std::optional<Moment>, PatientRefusal> read_at(const PatientOptions& options);

// What `--set` sets; a later one of the same parameter takes the place of an earlier one.
using Assignments = std::vector<std::pair<model::ParameterId, Value>>;
std::variant<Assignments, PatientRefusal> read_assignments(const PatientOptions& options,
                                                           const model::Model& model);

// `pathway` is the path of the pathway, beside which the bindings stand that FHIR is read with.
std::variant<PatientInput, PatientRefusal> read_patient_input(const PatientOptions& options,
                                                              const model::Model& model,
                                                              const std::optional<std::string>& pathway,
                                                              const Surroundings& surroundings);

}  // namespace waymark
