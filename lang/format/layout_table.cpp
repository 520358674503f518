#include "lang/format/layout_table.hpp"

#include <algorithm>
#include <utility>

namespace waymark {
namespace {

constexpr int sign_width = 2;  // `|` and the blank behind it

// The layout on one line, if no comment stands in it.
std::optional<Layout> on_one_line(Layout layout) {
  layout.is_broken = false;
  std::erase_if(layout.parts,
                [](const LayoutPart& part) { return part.layout.kind == LayoutKind::comma_where_broken; });
  for (auto& [gap, part] : layout.parts) {
    auto flat = gap.has_comments() ? std::nullopt : on_one_line(std::move(part));
    if (!flat) return std::nullopt;
    gap = {.blank = gap.blank};
    part = std::move(*flat);
  }
  if (layout.kind == LayoutKind::sequence) {
    layout.may_break = false;
    layout.first_width = 0;
    measure(layout);
  }
  return layout;
}

void widen_to(std::vector<int>& widths, std::size_t at, int width) {
  if (widths.size() <= at) widths.resize(at + 1);
  widths[at] = std::max(widths[at], width);
}

bool is_row(const Piece& piece) {
  return piece.node &&
         (piece.node->kind == SyntaxKind::table_row || piece.node->kind == SyntaxKind::table_header);
}

}  // namespace

TableLayout::TableLayout(const std::vector<Piece>& pieces, std::string_view text, PieceLayout layout_of)
    : layout_of_{std::move(layout_of)} {
  for (const auto& piece : pieces) {
    auto row = is_row(piece) ? read(piece, text) : std::nullopt;
    if (!row) continue;
    widen(*row);
    rows_.emplace(piece.node, std::move(*row));
  }
  before_arrow_ = width_of_cells(cells_.size());
  for (const auto& [node, row] : rows_) before_arrow_ = std::max(before_arrow_, sign_width + row.begin.width);
}

std::optional<TableLayout::Row> TableLayout::read(const Piece& piece, std::string_view text) const {
  Row row{piece.node->kind == SyntaxKind::table_header, {}, {}, {}};
  bool gives = false;
  for (const auto& each : pieces_of(*piece.node, text).pieces) {
    gives |= each.is("=>");
    auto layout = on_one_line(layout_of_(each));
    if (!layout || !each.before.comments.empty()) return std::nullopt;
    if (!each.node) continue;
    if (each.node->kind == SyntaxKind::keyword)
      row.begin = std::move(*layout);
    else
      (gives ? row.values : row.cells).push_back(std::move(*layout));
  }
  return row;
}

void TableLayout::widen(const Row& row) {
  for (std::size_t i = 0; i < row.cells.size(); ++i) widen_to(cells_, i, row.cells[i].width);
  if (row.is_header) return;
  for (std::size_t i = 0; i < row.values.size(); ++i) widen_to(values_, i, row.values[i].width);
}

// With the blank between them.
int TableLayout::width_of_cells(std::size_t count) const {
  int width = count > 0 ? static_cast<int>(count) - 1 : 0;
  for (std::size_t i = 0; i < count; ++i) width += sign_width + cells_[i];
  return width;
}

Layout TableLayout::layout(const Piece& piece) const {
  const auto found = rows_.find(piece.node);
  return found == rows_.end() ? layout_of_(piece) : row(found->second);
}

Layout TableLayout::row(const Row& row) const {
  Layout result{.is_flat = true, .parts = {}};
  int width = 0;
  const auto add = [&](int from, Layout layout) {
    const int blanks = from - width;
    width = from + layout.width;
    result.parts.push_back({{.blank = blanks > 0, .padding = std::max(blanks - 1, 0)}, std::move(layout)});
  };
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    add(width_of_cells(i) + (i > 0 ? 1 : 0), token_layout("|"));
    add(width + 1, row.cells[i]);
  }
  if (row.cells.empty()) {
    add(0, token_layout("|"));
    add(sign_width, row.begin);
  }
  add(before_arrow_ + 1, token_layout("=>"));
  int from = width + 1;
  for (std::size_t i = 0; i < row.values.size(); ++i) {
    add(row.is_header ? width + 1 : from, row.values[i]);
    if (i + 1 < row.values.size()) add(width, token_layout(","));
    if (!row.is_header) from += values_[i] + 2;
  }
  measure(result);
  return result;
}

}  // namespace waymark
