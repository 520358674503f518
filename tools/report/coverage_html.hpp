#pragma once

#include <string>

#include "tools/report/coverage_report.hpp"

namespace waymark {

// One page that needs nothing beside it: the text of each pathway, and beside each line what scenarios reach.
std::string coverage_html(const CoverageReport& report);

}  // namespace waymark
