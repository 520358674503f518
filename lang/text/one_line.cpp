#include "lang/text/one_line.hpp"

#include <algorithm>

#include "lang/text/characters.hpp"

namespace waymark {
namespace {

// Parentheses and commas stand close wherever the line was broken.
bool needs_blank(std::string_view before, char next) {
  return !before.empty() && before.back() != '(' && next != ')' && next != ',';
}

// The number of characters of the text in quotes that `text` begins with.
std::size_t quoted_length(std::string_view text) {
  const char quote = text.front();
  std::size_t end = 1;
  while (end < text.size() && text[end] != quote) end += text[end] == '\\' ? 2 : 1;
  return std::min(end + 1, text.size());
}

}  // namespace

std::string one_line(std::string_view text) {
  std::string result;
  bool gap = false;
  while (!text.empty()) {
    const char first = text.front();
    const bool comment = first == '#';
    const bool quoted = first == '"' || first == '\'';
    const auto length = comment ? std::min(text.find('\n'), text.size()) : quoted ? quoted_length(text) : 1;
    if (comment || is_white_space(first)) {
      gap = true;
    } else {
      if (gap && needs_blank(result, first)) result += ' ';
      gap = false;
      result += text.substr(0, length);
    }
    text.remove_prefix(length);
  }
  return result;
}

}  // namespace waymark
