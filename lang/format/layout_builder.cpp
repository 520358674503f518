#include "lang/format/layout_builder.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "lang/ast/operators.hpp"
#include "lang/format/layout_brackets.hpp"
#include "lang/format/layout_pieces.hpp"
#include "lang/format/layout_table.hpp"

namespace waymark {
namespace {

using PieceSpan = std::span<const Piece>;

bool is_kind(const Piece& piece, SyntaxKind kind) { return piece.node && piece.node->kind == kind; }

bool is_leaf(SyntaxKind kind) { return kind >= SyntaxKind::name && kind <= SyntaxKind::statement_number; }

std::string_view canonical(std::string_view token) {
  if (token == "≤") return "<=";
  if (token == "≥") return ">=";
  return token == "≠" ? "!=" : token;
}

// The line behind the opening bracket, or at the top of the file, is not left empty.
Between without_first_blank_line(Between between) {
  const std::size_t first = between.trailing ? 1 : 0;
  auto& blank_line =
      first < between.comments.size() ? between.comments[first].blank_line : between.blank_line;
  blank_line = false;
  return between;
}

void add(Layout& sequence, Gap gap, Layout layout) {
  sequence.parts.push_back({std::move(gap), std::move(layout)});
}

Layout measured(Layout sequence) {
  measure(sequence);
  return sequence;
}

// An operator between two operands; a sign or `not` before one has none before it.
std::optional<Precedence> precedence(PieceSpan pieces, std::size_t at) {
  if (at == 0 || !is_kind(pieces[at], SyntaxKind::op) || is_kind(pieces[at - 1], SyntaxKind::op))
    return std::nullopt;
  return std::ranges::find(operators, pieces[at].text, &Operator::text)->precedence;
}

std::optional<Precedence> loosest(PieceSpan pieces) {
  std::optional<Precedence> result;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const auto found = precedence(pieces, i);
    if (found && (!result || *found < *result)) result = found;
  }
  return result;
}

bool is_declaration(SyntaxKind kind) {
  switch (kind) {
    case SyntaxKind::fact:
    case SyntaxKind::parameter:
    case SyntaxKind::define:
    case SyntaxKind::score:
    case SyntaxKind::table:
    case SyntaxKind::action:
    case SyntaxKind::type_declaration:
    case SyntaxKind::codes_declaration:
    case SyntaxKind::unit_declaration: return true;
    default: return false;
  }
}

// The bracket of a call touches its name; that behind `of` does not.
bool is_call(const Piece& before, const Piece& next) {
  return is_kind(next, SyntaxKind::define_parameters) ||
         (is_kind(next, SyntaxKind::arguments) && is_kind(before, SyntaxKind::name));
}

bool touches(SyntaxKind kind, const Piece& before, const Piece& next) {
  if (next.is(",") || next.is(")") || before.is("(") || is_call(before, next)) return true;
  if (kind == SyntaxKind::define_parameter && next.is(":")) return true;
  return before.is("-") && (kind == SyntaxKind::member || kind == SyntaxKind::points);
}

// A declaration may be broken before its title, its type, its value, and each of its attributes.
bool declaration_breaks(const Piece& before, const Piece& next) {
  if (before.is("=") || next.is(":")) return true;
  if (before.is(":") || !next.node || is_kind(next, SyntaxKind::define_parameters)) return false;
  return !is_leaf(next.node->kind) || is_kind(next, SyntaxKind::text) || is_kind(next, SyntaxKind::name);
}

Break break_before(SyntaxKind kind, const Piece& before, const Piece& next) {
  if (kind == SyntaxKind::property && (before.is(":") || is_kind(next, SyntaxKind::accept)))
    return Break::always;
  const bool breaks = before.is(",") ||
                      (kind == SyntaxKind::arm && (next.is("when") || next.is("otherwise"))) ||
                      (kind == SyntaxKind::score_row && before.is("otherwise")) ||
                      (is_declaration(kind) && declaration_breaks(before, next));
  return breaks ? Break::where_needed : Break::never;
}

Breaking breaking_of(SyntaxKind kind) {
  if (kind == SyntaxKind::arm) return Breaking::hugging;
  return kind == SyntaxKind::score_row || kind == SyntaxKind::statement ? Breaking::everywhere
                                                                        : Breaking::filling;
}

int continuation_indent(SyntaxKind kind, const Piece& next) {
  const bool is_level = kind == SyntaxKind::branches || kind == SyntaxKind::score_row ||
                        is_kind(next, SyntaxKind::block) || is_kind(next, SyntaxKind::attributes);
  return is_level ? 0 : layout_indent;
}

Gap gap_before(SyntaxKind kind, const Piece& before, const Piece& next) {
  Gap gap{.breaks = break_before(kind, before, next), .blank = !touches(kind, before, next)};
  gap.indent = gap.comment_indent = continuation_indent(kind, next);
  gap.between = next.before;
  return gap;
}

// Makes the brackets of a node with what stands in them.
class BracketLayout {
 public:
  BracketLayout(PieceSpan pieces, BracketStyle style) : pieces_{pieces}, style_{style} {
    layout_.breaking = Breaking::everywhere;
    layout_.is_bracket = true;
    layout_.is_block =
        style.content == BracketContent::statements || style.content == BracketContent::attributes;
    layout_.is_broken = author_broke();
    writes_commas_ =
        style.writes_commas && std::ranges::none_of(pieces, [](const Piece& piece) { return piece.is("<"); });
  }

  template <typename Build>
  Layout made(Build build) {
    add(layout_, {}, token_layout(pieces_.front().text));
    for (std::size_t i = 1; i + 1 < pieces_.size(); ++i) {
      if (pieces_[i].is(",") && style_.content == BracketContent::items) {
        separator(i);
      } else {
        item(i, build(pieces_[i]));
      }
    }
    close();
    return measured(std::move(layout_));
  }

 private:
  bool author_broke() const {
    const auto line_break = [](const Piece& piece) { return piece.before.line_break; };
    if (pieces_.size() <= 2) return false;
    if (style_.content == BracketContent::attributes)
      return std::ranges::any_of(pieces_.subspan(1), line_break);
    return line_break(pieces_[1]);
  }

  // The comma at the end of the list is written or left out as the lines want it.
  void separator(std::size_t i) {
    if (i + 2 < pieces_.size()) comma();
    between_ = joined(std::move(between_), pieces_[i].before);
    needs_separator_ = false;
  }

  void comma() { add(layout_, {.blank = false}, token_layout(",")); }

  void item(std::size_t i, Layout layout) {
    const auto& piece = pieces_[i];
    const bool goes_on = continues(i);
    if (!goes_on && needs_separator_ && writes_commas_) comma();
    Gap gap{.breaks = goes_on ? Break::never : item_break(),
            .blank = i > 1 || style_.blanks_inside,
            .keeps_blank_line = true};
    gap.between = joined(std::exchange(between_, {}), piece.before);
    if (i == 1) gap.between = without_first_blank_line(std::move(gap.between));
    add(layout_, std::move(gap), std::move(layout));
    needs_separator_ = true;
  }

  Break item_break() const {
    const bool items =
        style_.content == BracketContent::items || style_.content == BracketContent::attributes;
    return items ? Break::where_needed : Break::always;
  }

  // What belongs to the item before it.
  bool continues(std::size_t i) const {
    return pieces_[i - 1].is("<") || is_kind(pieces_[i], SyntaxKind::option_block);
  }

  void close() {
    const bool has_items = layout_.parts.size() > 1;
    if (has_items && writes_commas_) add(layout_, {.blank = false}, comma_where_broken());
    Gap gap{.breaks = has_items ? item_break() : Break::never,
            .blank = has_items && style_.blanks_inside,
            .indent = 0};
    gap.between = joined(std::move(between_), pieces_.back().before);
    if (!has_items) gap.between = without_first_blank_line(std::move(gap.between));
    add(layout_, std::move(gap), token_layout(pieces_.back().text));
  }

  PieceSpan pieces_;
  BracketStyle style_;
  Layout layout_;
  Between between_;  // around a comma that was not written yet
  bool writes_commas_ = false;
  bool needs_separator_ = false;
};

class LayoutBuilder {
 public:
  explicit LayoutBuilder(std::string_view text) : text_{text} {}

  Layout file(const SyntaxNode& node) const {
    auto [pieces, end] = pieces_of(node, text_);
    Layout result;
    add(result, {}, token_layout(""));
    for (const auto& piece : pieces) {
      add_to_file(result, piece.before, this->piece(piece));
    }
    end.blank_line = false;
    if (!end.comments.empty()) add_to_file(result, std::move(end), token_layout(""));
    return measured(std::move(result));
  }

 private:
  static void add_to_file(Layout& file, Between between, Layout layout) {
    Gap gap{.breaks = Break::always, .keeps_blank_line = true, .indent = 0, .comment_indent = 0};
    gap.between = file.parts.size() > 1 ? std::move(between) : without_first_blank_line(std::move(between));
    add(file, std::move(gap), std::move(layout));
  }

  Layout piece(const Piece& piece, int indent = layout_indent) const {
    return piece.node ? node(*piece.node, indent) : token_layout(piece.text);
  }

  Layout node(const SyntaxNode& node, int indent) const {
    if (is_leaf(node.kind))
      return token_layout(canonical(text_.substr(node.span.begin, node.span.end - node.span.begin)));
    const auto [pieces, end] = pieces_of(node, text_);
    if (node.kind == SyntaxKind::expression) return chain(pieces, indent);
    if (node.kind == SyntaxKind::statement) return statement(pieces);
    if (node.kind == SyntaxKind::table) return table(pieces);
    return sequence(node.kind, pieces);
  }

  // The condition of a block is set off from what stands in the block.
  static int condition_indent(SyntaxKind kind) {
    const bool has_block = kind == SyntaxKind::branch || kind == SyntaxKind::section_when;
    return has_block ? 2 * layout_indent : layout_indent;
  }

  Layout table(const std::vector<Piece>& pieces) const {
    const TableLayout rows{pieces, text_, [this](const Piece& piece) { return this->piece(piece); }};
    return sequence(SyntaxKind::table, pieces, &rows);
  }

  Layout sequence(SyntaxKind kind, PieceSpan pieces, const TableLayout* table = nullptr) const {
    const auto style = bracket_style(kind);
    const auto is_open = [](const Piece& piece) { return piece.is("{") || piece.is("("); };
    const auto open = style.content == BracketContent::nothing
                          ? pieces.size()
                          : static_cast<std::size_t>(std::ranges::find_if(pieces, is_open) - pieces.begin());
    if (open == 0) return bracket(pieces, style, table);
    Layout result{.breaking = breaking_of(kind), .parts = {}};
    for (std::size_t i = 0; i < open; ++i) {
      add(result, i > 0 ? gap_before(kind, pieces[i - 1], pieces[i]) : Gap{},
          piece(pieces[i], condition_indent(kind)));
    }
    if (open < pieces.size()) {
      add(result, {.indent = 0, .comment_indent = 0, .between = pieces[open].before},
          bracket(pieces.subspan(open), style, table));
    }
    return measured(std::move(result));
  }

  Layout bracket(PieceSpan pieces, BracketStyle style, const TableLayout* table) const {
    return BracketLayout{pieces, style}.made(
        [&](const Piece& item) { return table ? table->layout(item) : piece(item); });
  }

  // Its words go to a line of their own before its attributes do.
  Layout statement(PieceSpan pieces) const {
    Layout head;
    add(head, {}, token_layout(pieces[0].text));
    add(head, {.between = pieces[1].before}, piece(pieces[1]));
    add(head, {.breaks = Break::where_needed, .between = pieces[2].before}, piece(pieces[2]));
    Layout result{.breaking = Breaking::everywhere, .parts = {}};
    add(result, {}, measured(std::move(head)));
    for (const auto& attribute : pieces.subspan(3)) {
      add(result, {.breaks = Break::where_needed, .between = attribute.before}, piece(attribute));
    }
    return measured(std::move(result));
  }

  // Broken before its loosest operators.
  Layout chain(PieceSpan pieces, int indent) const {
    const auto level = loosest(pieces);
    if (!level) return operand(pieces);
    Layout result{.breaking = Breaking::hugging, .parts = {}};
    Gap gap;
    std::size_t begin = 0;
    for (std::size_t i = 1; i < pieces.size(); ++i) {
      if (precedence(pieces, i) != level) continue;
      add(result, std::exchange(gap, {}), chain(pieces.subspan(begin, i - begin), layout_indent));
      add(result, operator_gap(pieces[i], indent), piece(pieces[i]));
      gap.between = pieces[i + 1].before;
      begin = i + 1;
    }
    add(result, std::move(gap), chain(pieces.subspan(begin), layout_indent));
    return measured(std::move(result));
  }

  static Gap operator_gap(const Piece& sign, int indent) {
    return {
        .breaks = Break::where_needed, .indent = indent, .comment_indent = indent, .between = sign.before};
  }

  Layout operand(PieceSpan pieces) const {
    if (pieces.size() == 1) return piece(pieces[0]);
    Layout result;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      const bool touched = i > 0 && (pieces[i - 1].is("-") || is_call(pieces[i - 1], pieces[i]));
      add(result, {.blank = !touched, .between = pieces[i].before}, piece(pieces[i]));
    }
    return measured(std::move(result));
  }

  std::string_view text_;
};

}  // namespace

Layout build_layout(const SyntaxNode& file, std::string_view text) { return LayoutBuilder{text}.file(file); }

}  // namespace waymark
