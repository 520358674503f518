#pragma once

#include <string>

#include "careful_lines.hpp"

// Lines through both readers: the fast one that fills columns, and the careful one with an evaluator for each
// patient.
namespace waymark {

// The columns of a header, which must be right.
cohort::CsvPatients table(const std::string& header, const model::Model& model);

// Checks that both say the same: rows, counts, needs, rejected lines and why they are rejected.
void compare(const cohort::Part& found, const cohort::Part& expected);

}  // namespace waymark
