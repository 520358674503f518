#pragma once

#include <string>
#include <vector>

#include "tools/report/reply.hpp"
#include "tools/waymark/io/loading.hpp"

namespace waymark {

enum class CheckFormat { text, json, sarif, github };

struct CheckOptions : CommonOptions {
  std::vector<std::string> paths;
  CheckFormat format = CheckFormat::text;
  bool prove = false;    // ask the fast questions of `prove` as well
  bool binding = false;  // check what ties the pathway to FHIR as well
};

// Parses, checks and lints each path as a pathway of its own.
Reply check(const CheckOptions& options, const Surroundings& surroundings);

}  // namespace waymark
