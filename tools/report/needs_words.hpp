#pragma once

#include <string>
#include <vector>

#include "tools/report/wording.hpp"

namespace waymark {

// What is missing, by the titles of it: "not known: severe respiratory failure; not set at this site:
// platelet count to maintain". That nothing would settle it where nothing is missing.
std::string needs_words(const RunReport& report, const std::vector<model::Input>& needed);

// One thing that is missing, and why a reading that is there does not count: "SpO2 (97 % is recorded at
// 12:01, after 12:00, and not looked at)", "lactate (its reading, 9 h ago, is stale)".
std::string missing_words(const RunReport& report, const model::Input& input);

// "SpO2 97 %, recorded at 12:01, after 12:00, not looked at"
std::string later_words(const RunReport& report, const LaterReading& reading);

}  // namespace waymark
