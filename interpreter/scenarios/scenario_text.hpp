#pragma once

#include <string>
#include <vector>

#include "interpreter/decide/outcome.hpp"
#include "interpreter/facts/input_names.hpp"
#include "interpreter/facts/patient.hpp"

namespace waymark {

// How a scenario would give what is known of one input: `spo2 = 84 %`, `causes includes sle = no`. Nothing
// where nothing is recorded. Numbers keep all their digits.
std::vector<std::string> given_lines(const model::Model& model, const InputNames& names,
                                     const model::Input& input, const Patient& patient);
// Of all facts and parameters, in the order of declaration.
std::vector<std::string> given_lines(const model::Model& model, const Patient& patient);

// A scenario that describes this patient and expects what comes of them: all that is advised and
// undetermined, and the conflicts. In the canonical layout.
std::string scenario_text(const model::Model& model, const std::string& name, const Patient& patient,
                          const Moment& at, const Outcome& outcome);

// A scenario in the canonical layout.
std::string laid_out(std::string scenario);

}  // namespace waymark
