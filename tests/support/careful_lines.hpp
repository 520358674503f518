#pragma once

#include <string>
#include <vector>

#include "interpreter/cohort/evaluate_lines.hpp"
#include "interpreter/facts/csv/csv_patients.hpp"

// What the lines of a file say, each read with all care and evaluated by itself: the measure for the readers
// that are fast.
namespace waymark {

// Each line a document of facts; what is written of a patient are their statuses. The model must outlive it.
cohort::Question question_of(const model::Model& model);
// Of a table, which must outlive it too.
cohort::Question table_question(const cohort::CsvPatients& table, const model::Model& model);

// As `waymark cohort` reads the lines.
cohort::Part evaluated(const cohort::Question& question, const std::string& lines);
// One line after the other, each patient alone.
cohort::Part one_by_one(const cohort::Question& question, const std::string& lines);

// Of the reasons for which a line is rejected.
std::vector<std::string> codes(const cohort::RejectedLine& line);

// What the two say differently: rows, counts, needs, rejected lines; empty where nothing is.
std::string difference(const cohort::Part& found, const cohort::Part& expected);

}  // namespace waymark
