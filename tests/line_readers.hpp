#pragma once

#include <string>
#include <vector>

#include "interpreter/cohort/csv_patients.hpp"
#include "interpreter/cohort/evaluate_lines.hpp"
#include "lang/model.hpp"

// Lines through both readers: the fast one that fills columns, and the careful one with an evaluator for each
// patient.
namespace waymark {

// Of documents. The model must outlive it.
cohort::Question question_of(const model::Model& model);
// The columns of a header, which must be right.
cohort::CsvPatients table(const std::string& header, const model::Model& model);
// Of rows of a table. Both must outlive it.
cohort::Question table_question(const cohort::CsvPatients& table, const model::Model& model);

// By the fast reader, which leaves to the careful one what it does not take.
cohort::Part evaluated(const cohort::Question& question, const std::string& lines);
// By the careful reader alone, one line after the other.
cohort::Part one_by_one(const cohort::Question& question, const std::string& lines);

// Checks that both say the same: rows, counts, needs, rejected lines and why they are rejected.
void compare(const cohort::Part& found, const cohort::Part& expected);

// Of the reasons for which a line is rejected.
std::vector<std::string> codes(const cohort::RejectedLine& line);

}  // namespace waymark
