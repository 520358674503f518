#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "interpreter/facts/facts_problems.hpp"
#include "interpreter/facts/input_names.hpp"
#include "interpreter/facts/json/json_document.hpp"
#include "interpreter/facts/patient.hpp"
#include "lang/model/model.hpp"

namespace waymark {

using FactsResult = std::variant<Patient, std::vector<FactsProblem>>;

// Reads the patient documents of docs/language.md, of any number of patients and for several threads at once.
// All problems are found in one go; nothing half-read is returned. `at` takes the place of the document's own
// moment where it is given.
class PatientReader {
 public:
  // The model must outlive it.
  explicit PatientReader(const model::Model& model);

  FactsResult read(std::string_view json, std::optional<Moment> at) const;
  // The same of a document that is a tree already; `problems` are those of the text that it was made from.
  FactsResult read(json::Node root, std::optional<Moment> at, FactsProblems problems) const;

 private:
  const model::Model* model_;
  std::shared_ptr<const InputNames> names_;
};

// Of a single patient.
FactsResult read_patient(std::string_view json, const model::Model& model, std::optional<Moment> at);

// A parameter from the command line, `platelet_target=50 10^9/L`.
std::variant<std::pair<model::ParameterId, Value>, FactsProblem> read_parameter(std::string_view assignment,
                                                                                const model::Model& model);

}  // namespace waymark
