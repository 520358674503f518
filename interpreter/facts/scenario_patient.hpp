#pragma once

#include <cstdint>
#include <map>

#include "interpreter/facts/patient.hpp"
#include "lang/model/model.hpp"

namespace waymark {

// The patient that a scenario describes. What it extends comes first; a new `given` takes the place of an
// earlier one of the same fact or parameter, `given F includes M` only that of what is said of M.
struct ScenarioPatient {
  Patient patient;
  Moment at;
};
ScenarioPatient scenario_patient(const model::Model& model, std::uint32_t scenario);

// By input: which of the scenario and all that it extends gives something of it last. Where that is the same
// of two scenarios that play at the same moment, their patients have the same record of the input.
std::map<model::Input, std::uint32_t> last_given(const model::Model& model, std::uint32_t scenario);

// Gives one more fact or parameter to a patient who is looked at at `at`.
void apply(const model::Model& model, const model::Given& given, const Moment& at, Patient& patient);

}  // namespace waymark
