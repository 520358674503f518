#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "tools/waymark/commands/run.hpp"

namespace waymark {

struct CohortOptions : CommonOptions {
  std::optional<std::string> path;
  PatientOptions patient;
  std::optional<std::string> readings;         // a table beside the patients
  std::optional<std::string> where, group_by;  // expressions
  std::optional<std::string> now;              // the moment of those who do not say when
  std::optional<std::string> part;             // put before the line's number, of those who have no id
  std::optional<std::string> out, summary, rejects;
  std::optional<std::size_t> most_rejects;  // none where it is not given
  std::optional<int> threads;
  std::vector<std::string> merge;
  ResultFormat format = ResultFormat::text;
};

// Evaluates all patients of a file and counts; or adds up summaries of parts of them.
Reply evaluate_cohort(const CohortOptions& options, const Surroundings& surroundings);

}  // namespace waymark
