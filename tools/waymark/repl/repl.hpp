#pragma once

#include <optional>
#include <string>

#include "tools/report/reply.hpp"
#include "tools/waymark/io/loading.hpp"
#include "tools/waymark/io/patient_input.hpp"

namespace waymark {

struct ReplOptions : CommonOptions {
  std::string path;
  std::optional<std::string> script;
  PatientOptions patient;
};

// Explores a pathway line by line: at a terminal until its user leaves; from a script or a pipe up to the end
// or to the first line that cannot be used.
Reply repl(const ReplOptions& options, const Surroundings& surroundings);

}  // namespace waymark
