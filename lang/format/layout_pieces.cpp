#include "lang/format/layout_pieces.hpp"

#include <algorithm>
#include <utility>

#include "lang/syntax/scan.hpp"
#include "lang/text/characters.hpp"

namespace waymark {
namespace {

std::string_view without_blanks_behind(std::string_view text) {
  while (!text.empty() && is_white_space(text.back())) text.remove_suffix(1);
  return text;
}

// Line breaks and comments between two tokens.
Between between_of(std::string_view trivia, bool is_behind_token) {
  Between result;
  int line_breaks = 0;
  for (std::size_t at = 0; at < trivia.size();) {
    const auto end = trivia[at] == '#' ? std::min(trivia.find('\n', at), trivia.size()) : at + 1;
    if (trivia[at] == '\n') ++line_breaks;
    if (trivia[at] == '#') {
      result.trailing = result.trailing || (is_behind_token && result.comments.empty() && line_breaks == 0);
      result.comments.push_back({without_blanks_behind(trivia.substr(at, end - at)), line_breaks > 1});
      line_breaks = 0;
    }
    at = end;
  }
  result.line_break = trivia.find('\n') != std::string_view::npos;
  result.blank_line = line_breaks > 1;
  return result;
}

class Collector {
 public:
  Collector(const SyntaxNode& node, std::string_view text) : node_{node}, text_{text} {}

  Pieces collect() {
    auto at = node_.span.begin;
    for (const auto& child : node_.children) {
      signs(at, child.span.begin);
      add(child);
      at = child.span.end;
    }
    signs(at, node_.span.end);
    result_.end = std::move(between_);
    return std::move(result_);
  }

 private:
  std::string_view part(std::uint32_t begin, std::uint32_t end) const {
    return text_.substr(begin, end - begin);
  }

  void add(const SyntaxNode& child) {
    const auto written = part(child.span.begin, child.span.end);
    if (child.kind == SyntaxKind::trivia) {
      between_ = between_of(written, !result_.pieces.empty());
    } else {
      result_.pieces.push_back({std::exchange(between_, {}), written, &child});
    }
  }

  void signs(std::uint32_t begin, std::uint32_t end) {
    const auto gap = part(begin, end);
    for (std::size_t at = 0; at < gap.size();) {
      const auto next = gap.substr(at, 2) == "=>" ? at + 2 : scan::token_end(gap, at);
      if (!is_white_space(gap[at])) {
        result_.pieces.push_back({std::exchange(between_, {}), gap.substr(at, next - at), nullptr});
      }
      at = next;
    }
  }

  const SyntaxNode& node_;
  std::string_view text_;
  Between between_;
  Pieces result_;
};

}  // namespace

Pieces pieces_of(const SyntaxNode& node, std::string_view text) { return Collector{node, text}.collect(); }

Between joined(Between first, Between second) {
  if (first.comments.empty()) {
    second.line_break = second.line_break || first.line_break;
    return second;
  }
  first.line_break = true;
  first.blank_line = second.blank_line;
  std::ranges::move(second.comments, std::back_inserter(first.comments));
  return first;
}

}  // namespace waymark
