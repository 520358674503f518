#pragma once

#include <string>
#include <variant>

#include "tools/report/reply.hpp"

namespace waymark {

// Asks the program `dot` of Graphviz to draw what is written in its language. Gives an SVG document, or a
// Reply with exit code 2 where the program is missing or cannot draw it.
std::variant<std::string, Reply> drawn_by_graphviz(const std::string& dot);

}  // namespace waymark
