#pragma once

#include <string_view>

#include "lang/format/layout.hpp"
#include "lang/syntax/syntax_tree.hpp"

namespace waymark {

// How a file is laid out whose tree has no `skipped` nodes; `text` is the whole file, and has to outlive the
// layout.
Layout build_layout(const SyntaxNode& file, std::string_view text);

}  // namespace waymark
