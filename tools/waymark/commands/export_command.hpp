#pragma once

#include <optional>
#include <string>

#include "tools/report/reply.hpp"
#include "tools/waymark/io/loading.hpp"

namespace waymark {

struct ExportOptions : CommonOptions {
  std::string kind;  // "plandefinition"
  std::string path;
  std::optional<std::string> binding = {};  // a file; none: those beside the pathway
};

// Writes the pathway as definitions of FHIR, and on standard error what these cannot say.
Reply export_definitions(const ExportOptions& options, const Surroundings& surroundings);

}  // namespace waymark
