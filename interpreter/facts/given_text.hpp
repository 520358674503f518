#pragma once

#include <optional>
#include <string>
#include <vector>

#include "interpreter/facts/patient.hpp"

namespace waymark {

// What is recorded of one fact or parameter, as a scenario's `given` says it: `lactate = 2.1 mmol/L at ...,
// 3 mmol/L`. A set takes a line for each member that is stated; nothing is said where nothing is recorded, or
// known of at `at`. Numbers keep all their digits.
std::vector<std::string> lines_of_readings(const std::string& name, std::vector<FactReading> readings,
                                           const Type& type, const std::optional<Moment>& at);

}  // namespace waymark
