#pragma once

#include <cstdint>

#include "lang/ast/ast.hpp"
#include "lang/syntax/syntax_tree.hpp"
#include "lang/text/diagnostics.hpp"
#include "lang/text/source.hpp"

namespace waymark {

// The syntax tree of a file without its layout, with operators bound, texts and numbers read. What the parser
// could not read is left out or broken. Reports what the grammar cannot see: operators that need parentheses,
// dates that are none, doubled attributes, forms that are not built yet.
ast::File lower(const SyntaxNode& tree, const Sources& sources, std::uint32_t file, Diagnostics& diagnostics);

// Of the tree that `parse_expression` gives.
ast::Expr lower_expression(const SyntaxNode& tree, const Sources& sources, std::uint32_t file,
                           Diagnostics& diagnostics);

}  // namespace waymark
