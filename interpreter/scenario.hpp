#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "interpreter/patient.hpp"
#include "lang/model.hpp"

namespace waymark {

// The patient that a scenario describes. What it extends comes first; a new `given` takes the place of an
// earlier one of the same fact or parameter, `given F includes M` only that of what is said of M.
struct ScenarioPatient {
  Patient patient;
  Moment at;
};
ScenarioPatient scenario_patient(const model::Model& model, std::uint32_t scenario);

// Gives one more fact or parameter to a patient who is looked at at `at`.
void apply(const model::Model& model, const model::Given& given, const Moment& at, Patient& patient);

// One `expect` and what came of it.
struct ExpectResult {
  Span span;
  bool met = false;
  std::string expected;  // "initial.pulse advised", "yes"
  std::string actual;    // "undetermined, needs platelets"
};

struct ScenarioResult {
  std::uint32_t scenario = 0;
  Moment at;
  std::vector<ExpectResult> expects;
  std::vector<std::uint32_t> violated;  // indices of the properties that its patient breaks

  // All that it expects is met, and its patient breaks no property of the pathway.
  bool passed() const;
};

// Looks at nothing but what the scenario expects, and the properties.
ScenarioResult run_scenario(const model::Model& model, std::uint32_t scenario);

}  // namespace waymark
