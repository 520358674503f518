#include "lang/syntax/parse_state.hpp"

#include <algorithm>
#include <iterator>

namespace waymark {
namespace {

constexpr int max_errors = 200;

}  // namespace

void ParseState::drop_nodes_from(std::uint32_t offset) {
  while (!nodes_.empty() && nodes_.back().span.begin >= offset) nodes_.pop_back();
}

std::size_t ParseState::open(std::uint32_t offset) {
  drop_nodes_from(offset);
  return nodes_.size();
}

// Trivia behind a node's last token belongs between the node and its next sibling.
void ParseState::close(SyntaxKind kind, std::uint32_t begin, std::size_t first_child, std::uint32_t offset) {
  drop_nodes_from(offset);
  const auto end = std::max(begin, end_of_last_token(offset));
  SyntaxNode trailing;
  const bool has_trailing = nodes_.size() > first_child && nodes_.back().span.begin >= end;
  if (has_trailing) {
    trailing = std::move(nodes_.back());
    nodes_.pop_back();
  }
  const auto first = nodes_.begin() + static_cast<std::ptrdiff_t>(first_child);
  SyntaxNode node{kind, span(begin, end), {std::move_iterator{first}, std::move_iterator{nodes_.end()}}};
  nodes_.erase(first, nodes_.end());
  nodes_.push_back(std::move(node));
  if (has_trailing) nodes_.push_back(std::move(trailing));
}

void ParseState::leaf(SyntaxKind kind, std::uint32_t begin, std::uint32_t end) {
  drop_nodes_from(begin);
  nodes_.push_back({kind, span(begin, end), {}});
}

void ParseState::trivia(std::uint32_t begin, std::uint32_t end) {
  trivia_begin_ = begin;
  trivia_end_ = end;
  const auto is_layout = [](char c) { return c == '\n' || c == '#'; };
  const auto between = text().substr(begin, end - begin);
  if (std::ranges::any_of(between, is_layout)) leaf(SyntaxKind::trivia, begin, end);
}

void ParseState::skip_rest(std::uint32_t offset) {
  const auto size = static_cast<std::uint32_t>(text().size());
  if (offset < size) leaf(SyntaxKind::skipped, offset, size);
}

SyntaxNode ParseState::finish() {
  const auto size = static_cast<std::uint32_t>(text().size());
  SyntaxNode root{SyntaxKind::file, span(0, size), std::move(nodes_)};
  return root;
}

void ParseState::open_bracket(std::uint32_t offset, bool left_out) {
  drop_brackets_from(offset);
  brackets_.push_back({offset, left_out});
}

void ParseState::close_bracket() {
  if (!brackets_.empty()) brackets_.pop_back();
}

void ParseState::drop_brackets_from(std::uint32_t offset) {
  while (!brackets_.empty() && brackets_.back().offset >= offset) brackets_.pop_back();
}

std::uint32_t ParseState::end_of_last_token(std::uint32_t offset) const {
  return offset == trivia_end_ ? trivia_begin_ : offset;
}

bool ParseState::begins_line(std::uint32_t offset) const {
  const auto end = end_of_last_token(offset);
  return text().substr(end, offset - end).find('\n') != std::string_view::npos;
}

void ParseState::count_error(Span span) {
  if (++errors_ <= max_errors || gave_up_) return;
  diagnostics_.report(span, diagnostics::too_many_syntax_errors, max_errors);
  gave_up_ = true;
  break_off();
}

}  // namespace waymark
