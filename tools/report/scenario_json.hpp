#pragma once

#include <string>

#include "tools/report/wording.hpp"

namespace waymark {

// The patient of a run as a scenario that expects what came of it, in the canonical layout.
std::string scenario_of(const RunReport& report, const std::string& name);
// {"waymark", "scenario"}: the same as a document.
std::string scenario_json(const RunReport& report, const std::string& name);

}  // namespace waymark
