#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "interpreter/cohort/evaluate_lines.hpp"
#include "tools/waymark/io/patient_lines.hpp"

namespace waymark {

// How the lines of a file become one result.
struct CohortRun {
  std::size_t threads = 1;
  std::size_t most_rejects = 0;
  std::string if_too_many = "nothing was counted";                     // what that means for the caller
  std::function<void(const std::string& rows)> write_rows;             // in the order of the input
  std::function<void(const cohort::RejectedLine& line)> write_reject;  // likewise
  // What is wrong behind the last line with the file beside the patients; then nothing was right.
  std::function<std::optional<std::string>()> at_end;
  bool shows_progress = false;
};

struct CohortResult {
  cohort::Part sum;  // rows and rejected lines aside
  std::size_t rejected = 0;
  std::string messages;     // about the first twenty rejected lines
  bool is_complete = true;  // false: too many rejected lines, or an input that cannot be read to its end
};

// Evaluates stretches of lines, several at once, and puts them together in the order of the input: the result
// does not depend on the number of threads.
CohortResult run_cohort(PatientLines& patients, const cohort::Question& question, const CohortRun& run);

}  // namespace waymark
