#pragma once

#include <optional>
#include <string>

#include "tools/report/coverage_report.hpp"
#include "tools/report/tested.hpp"

namespace waymark {

// The document of docs/test.schema.json.
std::string test_json(const Tested& tested, const std::optional<CoverageReport>& coverage);

}  // namespace waymark
