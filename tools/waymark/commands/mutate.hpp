#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tools/report/reply.hpp"
#include "tools/waymark/commands/run.hpp"
#include "tools/waymark/io/loading.hpp"

namespace waymark {

struct MutateOptions : CommonOptions {
  std::vector<std::string> paths;
  std::optional<std::string> filter;
  std::optional<std::string> scenarios;  // where those are written that would notice the mistakes
  bool force = false;                    // also over a file that the program did not make
  ResultFormat format = ResultFormat::text;
};

// Puts one small mistake after the other into each pathway and says which of them no scenario notices.
Reply mutate(const MutateOptions& options, const Surroundings& surroundings);

}  // namespace waymark
