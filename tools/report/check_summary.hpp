#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "lang/compile.hpp"

namespace waymark {

// What a pathway holds, counted.
struct PathwaySummary {
  std::string path;  // as it was given
  std::string id;    // empty where it has errors
  std::string title, version;
  std::size_t statements = 0, recommendations = 0, contraindications = 0, notes = 0;
  std::size_t incomplete = 0, outside = 0;  // statements
  std::size_t open = 0;                     // terms that statements leave without a meaning
  std::size_t errors = 0, warnings = 0;
};

PathwaySummary summarize(const std::string& path, const Compilation& compilation);

// "dah: 22 statements, 18 recommendations, 6 notes; 2 incomplete, 0 outside; no errors, 1 warning"
std::string summary_line(const PathwaySummary& summary);

// The document of `check --format json`; `diagnostics` are all that the summaries count, in their order.
std::string check_json(const std::vector<PathwaySummary>& summaries, nlohmann::ordered_json diagnostics);

}  // namespace waymark
