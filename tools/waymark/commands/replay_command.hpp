#pragma once

#include <optional>
#include <string>

#include "tools/waymark/commands/run.hpp"

namespace waymark {

struct ReplayOptions : CommonOptions {
  std::string path;
  PatientOptions patient;
  std::optional<std::string> from, to;  // moments, or dates for their beginnings
  ResultFormat format = ResultFormat::text;
};

// Says of one patient what changed when.
Reply replay_patient(const ReplayOptions& options, const Surroundings& surroundings);

}  // namespace waymark
