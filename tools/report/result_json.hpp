#pragma once

#include <string>

#include "tools/report/json_parts.hpp"
#include "tools/report/wording.hpp"

namespace waymark {

// The result of a run as docs/run.schema.json describes it; `with_sources`: with the list `sources`.
std::string result_json(const RunReport& report, JsonLayout layout = JsonLayout::indented,
                        bool with_sources = true);

}  // namespace waymark
