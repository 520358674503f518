#pragma once

#include <string_view>
#include <vector>

namespace waymark {

// How a text is to be laid out: tokens, and between them gaps that may become line breaks. Built from the
// syntax tree by `build_layout`, turned into lines by `print_layout`.

inline constexpr int layout_columns = 100;
inline constexpr int layout_indent = 2;
inline constexpr int endless = 1 << 24;  // the width of what cannot stand on one line

struct Comment {
  std::string_view text;    // from its `#` on
  bool blank_line = false;  // an empty line stands before it
};

// What the author left between two tokens besides blanks.
struct Between {
  bool line_break = false;
  bool blank_line = false;  // an empty line stands before the token that follows
  bool trailing = false;    // the first comment stands on the line of the token before it
  std::vector<Comment> comments;
};

enum class Break { never, where_needed, always };

struct Gap {
  Break breaks = Break::never;
  bool blank = true;              // one stands here where the line is not broken
  bool keeps_blank_line = false;  // between statements, and the items of a list
  int indent = layout_indent;     // of a line that begins here, from where the sequence stands
  int comment_indent = layout_indent;
  Between between = {};
  int padding = 0;  // blanks more

  int width() const { return (blank ? 1 : 0) + padding; }  // where the line is not broken
  bool has_comments() const { return !between.comments.empty(); }
  bool may_break() const { return breaks != Break::never || has_comments(); }
};

struct LayoutPart;

enum class LayoutKind {
  token,
  comma_where_broken,  // one behind the last item of a list of which each item has its line
  sequence
};

// Where a sequence has to be broken, how.
enum class Breaking {
  everywhere,  // at each gap that may be
  hugging,     // as `everywhere`, but a bracket at its end may open on the first line
  filling      // where the next part would not fit
};

struct Layout {
  LayoutKind kind = LayoutKind::sequence;
  Breaking breaking = Breaking::filling;
  bool is_bracket = false;        // the first part opens, the last one closes
  bool is_broken = false;         // whether it fits or not
  bool is_flat = false;           // on one line, however wide
  bool is_block = false;          // indented as the statement it belongs to, wherever its line begins
  std::string_view text = {};     // of a token
  std::vector<LayoutPart> parts;  // of a sequence

  // Measured by `measure`.
  int width = 0;          // on one line
  int first_width = 0;    // up to the first place where it may be broken
  int opening_width = 0;  // up to the bracket at its end, that included; `endless` where there is none
  bool may_break = false;
};

// A part with the gap before it; that of the first part counts for nothing.
struct LayoutPart {
  Gap gap;
  Layout layout;
};

Layout token_layout(std::string_view text);
Layout comma_where_broken();

// Fills in the widths of a sequence, whose parts have theirs.
void measure(Layout& sequence);

// The sum of two widths.
int add_widths(int left, int right);

// Of what stands behind the last gap that may be broken, with its indentation.
int last_line_width(const Layout& sequence);

}  // namespace waymark
