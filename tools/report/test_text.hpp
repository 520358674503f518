#pragma once

#include <string>

#include "tools/report/tested.hpp"

namespace waymark {

// Each expectation that was not met: its line, what came instead and the way that led there.
std::string failures_text(const TestedPathway& pathway, bool color);
// `pathways/dah: 97 scenarios, 97 passed`; empty where none was run.
std::string tested_line(const TestedPathway& pathway);
// `97 scenarios, 97 passed`
std::string numbers_line(const TestedNumbers& numbers);

// `1 scenario`, `97 scenarios`
std::string counted(std::size_t count, const std::string& word);

}  // namespace waymark
