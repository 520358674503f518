#pragma once

#include <string>

#include "tools/report/tested.hpp"

namespace waymark {

// Each expectation that was not met: its line, what came instead and the way that led there. At the end the
// numbers: `97 scenarios, 97 passed`.
std::string test_text(const Tested& tested, bool color);

// `1 scenario`, `97 scenarios`
std::string counted(std::size_t count, const std::string& word);

}  // namespace waymark
