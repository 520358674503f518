#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "interpreter/facts/facts_problems.hpp"
#include "interpreter/facts/patient.hpp"
#include "lang/model/model.hpp"
#include "tools/language_server/view.hpp"

namespace waymark::lsp {

// Whom a request is about, and when.
struct AskedPatient {
  Patient patient;
  Moment at;
  bool at_is_now = false;  // nobody said when
};

// Returns the checked model of the pathway that the request is about, or the error that it has none.
std::variant<const model::Model*, ResponseError> checked_model(const Request& request);

// Returns the index of the pathway's own scenario of that name; nullopt where there is none.
std::optional<std::uint32_t> scenario_named(const model::Model& model, const std::string& name);

// Whether the scenario is one that `waymark test` runs for this pathway: not one of a library that it uses.
bool is_own(const model::Model& model, std::uint32_t scenario);

// Returns the patient of `scenario`, the name of a scenario; or of `patient`, a document as `--facts` reads
// it, as JSON or as the text of a file. What is wrong with the document is a list of problems.
std::variant<AskedPatient, std::vector<FactsProblem>, ResponseError> asked_patient(const model::Model& model,
                                                                                   const Json& params);

}  // namespace waymark::lsp
