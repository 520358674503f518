#include "lang/format/layout.hpp"

#include <algorithm>

#include "lang/text/display_text.hpp"

namespace waymark {
namespace {

int width_of(std::string_view text) {
  const auto is_ascii = [](char c) { return c >= ' ' && c <= '~'; };
  return std::ranges::all_of(text, is_ascii) ? static_cast<int>(text.size()) : display_width(text);
}

int flat_width(const Layout& sequence) {
  int width = sequence.is_broken ? endless : 0;
  for (std::size_t i = 0; i < sequence.parts.size(); ++i) {
    const auto& [gap, layout] = sequence.parts[i];
    if (i > 0 && (gap.has_comments() || gap.breaks == Break::always)) return endless;
    width = add_widths(width, layout.width + (i > 0 ? gap.width() : 0));
  }
  return width;
}

void measure_first_line(Layout& sequence) {
  for (std::size_t i = 0; i < sequence.parts.size() && !sequence.may_break; ++i) {
    const auto& [gap, layout] = sequence.parts[i];
    if (i > 0 && gap.may_break()) {
      sequence.may_break = true;
    } else {
      sequence.first_width = add_widths(sequence.first_width, layout.first_width + (i > 0 ? gap.width() : 0));
      sequence.may_break = layout.may_break;
    }
  }
}

// A bracket opens with its first part. What is broken nowhere else opens where its last part does.
int opening_width(const Layout& sequence) {
  if (sequence.parts.empty()) return endless;
  if (sequence.is_bracket) return sequence.parts.front().layout.width;
  int width = 0;
  for (std::size_t i = 0; i + 1 < sequence.parts.size(); ++i) {
    if (sequence.parts[i + 1].gap.may_break()) return endless;
    width = add_widths(width, sequence.parts[i].layout.width + sequence.parts[i + 1].gap.width());
  }
  return add_widths(width, sequence.parts.back().layout.opening_width);
}

}  // namespace

int add_widths(int left, int right) { return std::min(left + right, endless); }

Layout token_layout(std::string_view text) {
  Layout token{.kind = LayoutKind::token, .text = text, .parts = {}, .opening_width = endless};
  const auto end_of_line = text.find('\n');
  token.may_break = end_of_line != std::string_view::npos;
  token.first_width = width_of(text.substr(0, end_of_line));
  token.width = token.may_break ? endless : token.first_width;
  return token;
}

Layout comma_where_broken() {
  return {.kind = LayoutKind::comma_where_broken, .text = ",", .parts = {}, .opening_width = endless};
}

void measure(Layout& sequence) {
  sequence.width = flat_width(sequence);
  measure_first_line(sequence);
  sequence.opening_width = opening_width(sequence);
}

int last_line_width(const Layout& sequence) {
  int width = 0;
  for (auto i = sequence.parts.size(); i-- > 1;) {
    const auto& [gap, layout] = sequence.parts[i];
    width = add_widths(width, layout.width);
    if (gap.may_break()) return add_widths(width, gap.indent);
    width = add_widths(width, gap.width());
  }
  return width;
}

}  // namespace waymark
