#pragma once

#include "lang/syntax/syntax_tree.hpp"

namespace waymark {

// What stands between the brackets of a node.
enum class BracketContent {
  nothing,     // there are no brackets
  statements,  // each on its line
  attributes,  // on one line where the author has them so and they fit, else each on its line
  items        // the same, with commas between
};

struct BracketStyle {
  BracketContent content = BracketContent::nothing;
  bool blanks_inside = false;
  bool writes_commas = false;  // also behind the last item where each has its line
};

// How the brackets are laid out that stand in a node of this kind, not in its children.
BracketStyle bracket_style(SyntaxKind kind);

}  // namespace waymark
