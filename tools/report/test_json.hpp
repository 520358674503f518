#pragma once

#include <optional>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "tools/report/coverage_report.hpp"
#include "tools/report/tested.hpp"

namespace waymark {

// What docs/test.schema.json says of one pathway.
nlohmann::ordered_json test_json(const TestedPathway& pathway);
// The whole document, of what the above says of each.
std::string test_document(nlohmann::ordered_json pathways, const TestedNumbers& numbers,
                          const std::optional<CoverageReport>& coverage);

}  // namespace waymark
