#pragma once

#include <string_view>
#include <vector>

#include "lang/format/layout.hpp"
#include "lang/syntax/syntax_tree.hpp"

namespace waymark {

// What a node of the syntax tree consists of, in the order of the text: its children, and the keywords and
// signs between them.
struct Piece {
  Between before;
  std::string_view text;
  const SyntaxNode* node = nullptr;  // none for a keyword or a sign

  bool is(std::string_view sign) const { return text == sign; }
};

struct Pieces {
  std::vector<Piece> pieces;
  Between end;  // behind the last one
};

// Of a node in `text`, which is the whole file.
Pieces pieces_of(const SyntaxNode& node, std::string_view text);

// Both, where nothing but a comma that goes elsewhere stands between them.
Between joined(Between first, Between second);

}  // namespace waymark
