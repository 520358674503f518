#include "tools/report/text_layout.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "lang/text/display_text.hpp"

namespace waymark {

static constexpr int indent = 2;
static constexpr int label_columns = 10;
static constexpr int text_begin = indent + label_columns;

// Blanks are what text is broken at; what would break a terminal's lines counts as a blank too.
static std::vector<std::string_view> words(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  std::vector<std::string_view> result;
  for (auto begin = text.find_first_not_of(blanks); begin != std::string_view::npos;) {
    const auto end = std::min(text.find_first_of(blanks, begin), text.size());
    result.push_back(text.substr(begin, end - begin));
    begin = text.find_first_not_of(blanks, end);
  }
  return result;
}

std::vector<std::string> wrap(std::string_view text, int columns) {
  std::vector<std::string> lines{""};
  int used = 0;
  for (const auto word : words(text)) {
    const int width = display_width(word);
    if (used > 0 && used + 1 + width > columns) {
      lines.emplace_back();
      used = 0;
    }
    if (used > 0) lines.back() += ' ';
    lines.back() += within_line(word);
    used += width + (used > 0 ? 1 : 0);
  }
  return lines;
}

static std::string blanks(int count) {
  return std::string(static_cast<std::size_t>(std::max(count, 0)), ' ');
}

// Puts the citation at the right end of the last line that has room for it, or of lines of its own.
static void cite(std::vector<std::string>& lines, std::string_view given, int room) {
  if (given.empty()) return;
  for (const auto& citation : wrap(given, room)) {
    const int width = display_width(citation);
    if (display_width(lines.back()) + 2 + width > room) lines.emplace_back();
    lines.back() += blanks(room - width - display_width(lines.back())) + citation;
  }
}

std::string Page::bold(std::string_view text) const {
  return color_ && !text.empty() ? fmt::format("\x1b[1m{}\x1b[0m", text) : std::string{text};
}

void Page::title(std::string_view given_left, std::string_view given_right) {
  const auto left = within_line(given_left), right = within_line(given_right);
  const int free = width_ - display_width(left) - display_width(right);
  if (free >= 2) {
    text_ += fmt::format("{}{}{}\n", bold(left), blanks(right.empty() ? 0 : free), right);
    return;
  }
  for (const auto& line : wrap(left, width_)) text_ += bold(line) + '\n';
  text_ += fmt::format("{}{}\n", blanks(indent), right);
}

void Page::heading(std::string_view text) {
  text_ += fmt::format("\n{}{}\n", blanks(indent), bold(within_line(text)));
}

void Page::blank_line() { text_ += '\n'; }

void Page::entry(const Entry& entry) {
  const auto label = within_line(entry.label);
  const int label_width = std::max(label_columns, display_width(label) + 2);
  const int room = width_ - indent - label_width;
  auto lines = wrap(entry.text, room);
  cite(lines, entry.citation, room);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const int label_free = label_width - (i == 0 ? display_width(label) : 0);
    text_ += blanks(indent) + (i == 0 ? bold(label) : "") + blanks(label_free) + lines[i] + '\n';
  }
}

void Page::detail(std::string_view text, int deeper) {
  const int begin = text_begin + deeper;
  for (const auto& line : wrap(text, width_ - begin)) text_ += blanks(begin) + line + '\n';
}

}  // namespace waymark
