#pragma once

#include <string>

#include "interpreter/explain/decision_path.hpp"
#include "lang/text/source.hpp"

namespace waymark {

// The decision path as an indented tree, a line for each section, branch, statement, condition and part of
// one.
std::string path_text(const std::vector<PathNode>& path, const Sources& sources);

}  // namespace waymark
