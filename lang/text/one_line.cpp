#include "lang/text/one_line.hpp"

#include <algorithm>

#include <fmt/format.h>

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

constexpr std::string_view long_quote = R"(""")";

std::size_t long_text_length(std::string_view text) {
  const auto end = text.find(long_quote, long_quote.size());
  return end == text.npos ? text.size() : end + long_quote.size();
}

// The words of a text between three quotes, between one where it has none itself.
std::string long_text_on_one_line(std::string_view text) {
  std::string words;
  for (const char each : text.substr(0, text.size() - long_quote.size()).substr(long_quote.size())) {
    if (!is_white_space(each)) words += each;
    if (is_white_space(each) && !words.empty() && words.back() != ' ') words += ' ';
  }
  if (words.ends_with(' ')) words.pop_back();
  const std::string_view quote = words.find('"') == words.npos ? "\"" : long_quote;
  return fmt::format("{0}{1}{0}", quote, words);
}

}  // namespace

std::string one_line(std::string_view text) {
  std::string result;
  bool gap = false;
  while (!text.empty()) {
    const char first = text.front();
    const bool comment = first == '#';
    const bool quoted = first == '"' || first == '\'';
    const bool long_text = text.size() >= 2 * long_quote.size() && text.starts_with(long_quote);
    const auto length = long_text ? long_text_length(text)
                        : comment ? std::min(text.find('\n'), text.size())
                        : quoted  ? quoted_length(text)
                                  : 1;
    if (comment || is_white_space(first)) {
      gap = true;
    } else {
      if (gap && needs_blank(result, first)) result += ' ';
      gap = false;
      result +=
          long_text ? long_text_on_one_line(text.substr(0, length)) : std::string{text.substr(0, length)};
    }
    text.remove_prefix(length);
  }
  return result;
}

}  // namespace waymark
