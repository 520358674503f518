#pragma once

#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "lang/format/layout.hpp"
#include "lang/format/layout_pieces.hpp"

namespace waymark {

// How one piece of a row is laid out.
using PieceLayout = std::function<Layout(const Piece&)>;

// The rows of a table, each on one line of any width: its header first, then the others. The signs `|` and
// `=>` are aligned, and so are the values of the rows; the names of the outputs are wider than those, and
// keep to themselves. A row with a comment inside is not aligned.
class TableLayout {
 public:
  // `pieces` are those of a table in `text`.
  TableLayout(const std::vector<Piece>& pieces, std::string_view text, PieceLayout layout_of);

  // Of a row or any other piece.
  Layout layout(const Piece& piece) const;

 private:
  struct Row {
    bool is_header = false;
    Layout begin;                // `otherwise`, else empty
    std::vector<Layout> cells;   // behind a `|` each
    std::vector<Layout> values;  // behind `=>`
  };

  // nullopt where comments stand in it.
  std::optional<Row> read(const Piece& piece, std::string_view text) const;
  void widen(const Row& row);
  int width_of_cells(std::size_t count) const;
  Layout row(const Row& row) const;

  PieceLayout layout_of_;
  std::map<const SyntaxNode*, Row> rows_;
  std::vector<int> cells_, values_;  // the widths of the columns
  int before_arrow_ = 0;             // up to the blank before `=>`
};

}  // namespace waymark
