#pragma once

#include <string>

#include "tools/report/coverage_report.hpp"

namespace waymark {

// What no scenario reaches, each at its place with the facts that would, and the numbers.
std::string coverage_text(const CoverageReport& report);
// What LCOV reads: a line for each place, and as branches what can come out there.
std::string coverage_lcov(const CoverageReport& report);

// `decides as no`: what is to be seen of the subject of an item.
std::string value_words(const CoverageValue& value);
// `initial.pulse advised`: what is to come out, in a few words.
std::string goal_text(const CoverageItem& item);
// `"a mild case" with spo2 = 84 %`: who would reach what is missing.
std::string example_text(const CoverageEntry::Example& example);

}  // namespace waymark
