#pragma once

#include <string>

#include "interpreter/explain/decision_path.hpp"

namespace waymark {

// A reason as a graph in the DOT language of Graphviz: a box for each part with its value, green where it is
// yes, red where it is no, dashed where it is unknown.
std::string reason_dot(const ReasonNode& reason);

}  // namespace waymark
