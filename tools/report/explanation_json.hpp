#pragma once

#include <string>

#include "tools/report/explanation_text.hpp"

namespace waymark {

// The document of docs/explain.schema.json; `with_sources`: with the list `sources`.
std::string explanation_json(const RunReport& report, const Explanation& explanation,
                             bool with_sources = true);

}  // namespace waymark
