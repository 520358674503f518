#pragma once

#include <optional>
#include <string>

#include "tools/waymark/commands/run.hpp"

namespace waymark {

struct AdherenceOptions : CommonOptions {
  std::string path;
  PatientOptions patient;  // of a file with a patient on each line
  std::optional<std::string> readings;
  std::optional<std::string> to;  // a moment, or a date for its beginning
  std::optional<std::string> group_by;
  std::optional<std::string> out;
  std::optional<int> most_rejects;
  ResultFormat format = ResultFormat::text;
};

// Replays each patient and counts what was done in time.
Reply measure_adherence(const AdherenceOptions& options, const Surroundings& surroundings);

}  // namespace waymark
