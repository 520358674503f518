#pragma once

#include <optional>
#include <string>

#include "tools/report/reply.hpp"
#include "tools/waymark/io/loading.hpp"

namespace waymark {

enum class DiffFormat { text, markdown, json };

struct DiffOptions : CommonOptions {
  std::string before, after;  // paths; one of them may be `git:REV`: the other path at that revision
  bool fail_on_change = false;
  std::optional<std::string> cohort;     // file of patients, a document a line
  std::optional<std::string> scenarios;  // file for the examples
  bool force = false;                    // also over a file that the program did not make
  DiffFormat format = DiffFormat::text;
};

// Which patients the later pathway advises differently.
Reply compare_pathways(const DiffOptions& options, const Surroundings& surroundings);

}  // namespace waymark
