#pragma once

#include <functional>
#include <string>

#include "interpreter/cohort/evaluate_lines.hpp"

namespace waymark {

using WriteRow = std::function<void(std::string& rows, const cohort::Row& row)>;

// How each patient's statuses are written: as a line of a table where the file's name ends in `.csv`, else as
// a JSON document on a line.
struct CohortRows {
  std::string header;
  WriteRow write;
};
// The model must outlive it.
CohortRows cohort_rows(const std::string& path, const model::Model& model);

}  // namespace waymark
