#pragma once

#include <string>

#include "tools/report/json_parts.hpp"
#include "tools/report/wording.hpp"

namespace waymark {

// The result of a run as docs/run.schema.json describes it.
std::string result_json(const RunReport& report, JsonLayout layout = JsonLayout::indented);

}  // namespace waymark
