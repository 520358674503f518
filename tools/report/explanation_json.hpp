#pragma once

#include <string>

#include "tools/report/explanation_text.hpp"

namespace waymark {

// The document of docs/explain.schema.json.
std::string explanation_json(const RunReport& report, const Explanation& explanation);

}  // namespace waymark
