#pragma once

#include <string>

#include "lang/format/layout.hpp"

namespace waymark {

// The lines of a layout: what fits stands on one line. Comments at the ends of lines that follow each other
// stand below each other.
std::string print_layout(const Layout& layout);

}  // namespace waymark
