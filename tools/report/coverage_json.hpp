#pragma once

#include <nlohmann/json_fwd.hpp>

#include "tools/report/coverage_report.hpp"

namespace waymark {

// The part `coverage` of what `test --coverage --format json` prints.
nlohmann::ordered_json coverage_json(const CoverageReport& report);

}  // namespace waymark
