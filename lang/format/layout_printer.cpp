#include "lang/format/layout_printer.hpp"

#include <algorithm>
#include <span>

namespace waymark {
namespace {

constexpr int blanks_before_comment = 4;

// A comment at the end of a line, which is put in when it is known where its neighbors stand.
struct TrailingComment {
  std::size_t offset;  // in the text so far
  int line;
  int indent;
  int column;  // where the line ends without it
  std::string_view text;
};

class Printer {
 public:
  std::string print(const Layout& layout) {
    layout_part(layout, 0, 0);
    text_.erase(text_.find_last_not_of('\n') + 1);
    auto result = with_comments();
    if (!result.empty()) result += '\n';
    return result;
  }

 private:
  void layout_part(const Layout& layout, int base, int tail);
  void token(std::string_view text);
  void flat(const Layout& sequence);
  void broken(const Layout& sequence, int base, int tail);
  std::vector<int> tails(const Layout& sequence, int tail) const;
  bool hugs(const Layout& sequence, int base, int tail) const;
  bool breaks(const Layout& sequence, std::size_t part, int base, int tail, bool hugging) const;
  void line_break(const Gap& gap, int base);
  void begin_line(int indent, bool blank_line);
  std::string with_comments() const;
  void append_aligned(std::span<const TrailingComment> run, std::size_t& from, std::string& result) const;

  std::string text_;
  int line_ = 0;
  int indent_ = 0;  // of the line
  int column_ = 0;
  std::vector<TrailingComment> comments_;
};

bool fits(int width) { return width <= layout_columns; }

void Printer::layout_part(const Layout& layout, int base, int tail) {
  if (layout.kind == LayoutKind::token) return token(layout.text);
  const bool stays = layout.is_flat || fits(add_widths(layout.width, column_ + tail));
  const auto where = layout.is_block ? base : indent_;
  return stays ? flat(layout) : broken(layout, where, tail);
}

void Printer::token(std::string_view text) {
  if (column_ > 0 && (text_.empty() || text_.back() == '\n'))
    text_.append(static_cast<std::size_t>(column_), ' ');
  text_ += text;
  const auto line = text.rfind('\n');
  if (line == std::string_view::npos) {
    column_ += token_layout(text).width;
  } else {
    line_ += static_cast<int>(std::ranges::count(text, '\n'));
    column_ = token_layout(text.substr(line + 1)).width;
  }
}

void Printer::flat(const Layout& sequence) {
  for (std::size_t i = 0; i < sequence.parts.size(); ++i) {
    const auto& [gap, layout] = sequence.parts[i];
    if (i > 0) token(std::string(static_cast<std::size_t>(gap.width()), ' '));
    if (layout.kind == LayoutKind::token) token(layout.text);
    if (layout.kind == LayoutKind::sequence) flat(layout);
  }
}

void Printer::broken(const Layout& sequence, int base, int tail) {
  const auto behind = tails(sequence, tail);
  const bool hugging = hugs(sequence, base, tail);
  for (std::size_t i = 0; i < sequence.parts.size(); ++i) {
    const auto& [gap, layout] = sequence.parts[i];
    if (i > 0 && breaks(sequence, i, base, behind[i], hugging)) {
      line_break(gap, base);
    } else if (i > 0 && gap.blank) {
      token(" ");
    }
    if (layout.kind == LayoutKind::comma_where_broken) {
      token(layout.text);
    } else {
      layout_part(layout, base, behind[i]);
    }
  }
}

// What stands behind each part up to the next place where the line may end.
std::vector<int> Printer::tails(const Layout& sequence, int tail) const {
  std::vector<int> result(sequence.parts.size(), tail);
  for (auto i = sequence.parts.size(); i-- > 1;) {
    const auto& [gap, layout] = sequence.parts[i];
    const bool is_comma = layout.kind == LayoutKind::comma_where_broken;
    const int width = gap.width() + (is_comma ? 1 : layout.first_width);
    result[i - 1] = gap.may_break() ? 0 : add_widths(width, layout.may_break ? 0 : result[i]);
  }
  return result;
}

// A bracket at the end opens on the first line where nothing is gained by a line of its own.
bool Printer::hugs(const Layout& sequence, int base, int tail) const {
  if (sequence.breaking != Breaking::hugging) return false;
  const auto& last = sequence.parts.back().layout;
  int width = column_;
  for (std::size_t i = 0; i + 1 < sequence.parts.size(); ++i) {
    const auto& next = sequence.parts[i + 1].gap;
    if (next.has_comments()) return false;
    width = add_widths(width, sequence.parts[i].layout.width + next.width());
  }
  return fits(add_widths(width, last.opening_width)) &&
         !fits(add_widths(base + tail, last_line_width(sequence)));
}

bool Printer::breaks(const Layout& sequence, std::size_t part, int base, int tail, bool hugging) const {
  const auto& [gap, layout] = sequence.parts[part];
  if (gap.has_comments() || gap.breaks == Break::always) return true;
  if (gap.breaks == Break::never || hugging) return false;
  if (sequence.breaking != Breaking::filling) return true;
  const int here = column_ + gap.width();
  if (fits(add_widths(here + tail, layout.width))) return false;
  const bool fits_below = fits(add_widths(base + gap.indent + tail, layout.width));
  return fits_below || !fits(add_widths(here, layout.opening_width));
}

void Printer::line_break(const Gap& gap, int base) {
  const auto& between = gap.between;
  for (std::size_t i = 0; i < between.comments.size(); ++i) {
    const auto& comment = between.comments[i];
    if (i == 0 && between.trailing) {
      comments_.push_back({text_.size(), line_, indent_, column_, comment.text});
    } else {
      begin_line(base + gap.comment_indent, comment.blank_line);
      token(comment.text);
    }
  }
  begin_line(base + gap.indent, between.blank_line && gap.keeps_blank_line);
}

void Printer::begin_line(int indent, bool blank_line) {
  if (!text_.empty()) {
    text_ += blank_line ? "\n\n" : "\n";
    line_ += blank_line ? 2 : 1;
  }
  indent_ = column_ = indent;
}

// Puts the comments in that stand at the ends of neighboring lines.
void Printer::append_aligned(std::span<const TrailingComment> run, std::size_t& from,
                             std::string& result) const {
  const auto longest = std::ranges::max(run, {}, &TrailingComment::column).column;
  for (const auto& comment : run) {
    result.append(text_, from, comment.offset - from);
    result.append(static_cast<std::size_t>(longest - comment.column + blanks_before_comment), ' ');
    result += comment.text;
    from = comment.offset;
  }
}

std::string Printer::with_comments() const {
  std::string result;
  std::size_t from = 0;
  for (std::size_t begin = 0; begin < comments_.size();) {
    auto end = begin + 1;
    const auto follows = [&](const TrailingComment& next, const TrailingComment& before) {
      return next.line == before.line + 1 && next.indent == before.indent;
    };
    while (end < comments_.size() && follows(comments_[end], comments_[end - 1])) ++end;
    append_aligned(std::span{comments_}.subspan(begin, end - begin), from, result);
    begin = end;
  }
  return result.append(text_, from);
}

}  // namespace

std::string print_layout(const Layout& layout) { return Printer{}.print(layout); }

}  // namespace waymark
