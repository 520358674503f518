#pragma once

#include <string>
#include <string_view>

namespace waymark {

// A text of several lines as a quoted label of the DOT language, each line centered by itself. Nothing in it
// is an escape or an entity for Graphviz, nor anything that a terminal obeys.
std::string dot_quoted(std::string_view text);

}  // namespace waymark
