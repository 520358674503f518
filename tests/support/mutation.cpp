#include "mutation.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "lang/syntax/keywords.hpp"

namespace waymark::mutation {

namespace {

// Evenly enough for tests, and the same with every standard library.
std::size_t below(Random& random, std::size_t end) { return end == 0 ? 0 : random() % end; }

const std::array<std::string_view, 40> signs{"{",
                                             "}",
                                             "(",
                                             ")",
                                             "\"",
                                             "\"\"\"",
                                             "'",
                                             "#",
                                             "\n",
                                             ",",
                                             ":",
                                             "=",
                                             "<=",
                                             ">=",
                                             "<",
                                             ">",
                                             "!=",
                                             "+",
                                             "-",
                                             "*",
                                             "/",
                                             ".",
                                             "%",
                                             "3",
                                             "0.5",
                                             "10^9/L",
                                             "mg/kg",
                                             "2026-11-23",
                                             "1:2",
                                             "x",
                                             "{{",
                                             "\\",
                                             "\r\n",
                                             "\t",
                                             "\xC2\xB5",
                                             "\xEF\xBB\xBF",
                                             "\xE2\x89\xA4",
                                             "\xFF",
                                             "\u2028",
                                             "2026-11-23T08:30Z"};

std::string_view any_word(Random& random) {
  const auto words = reserved_words();
  const auto at = below(random, words.size() + signs.size());
  return at < words.size() ? std::string_view{words[at]} : signs[at - words.size()];
}

bool is_word_part(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

std::string joined(const std::vector<std::string>& parts) {
  std::string result;
  for (const auto& part : parts) result += part;
  return result;
}

void change_token(Random& random, std::string& text) {
  auto parts = tokens(text);
  if (parts.empty()) return;
  const auto at = below(random, parts.size());
  const auto other = below(random, parts.size());
  const auto place = parts.begin() + static_cast<std::ptrdiff_t>(at);
  switch (below(random, 6)) {
    case 0: parts.erase(place); break;
    case 1: parts.insert(place, std::string{any_word(random)}); break;
    case 2: std::swap(parts[at], parts[other]); break;
    case 3: parts.insert(place, parts[other]); break;
    case 4: parts[at] = any_word(random); break;
    default: parts.insert(place, std::string{" "} + parts[at]); break;
  }
  text = joined(parts);
}

void change_byte(Random& random, std::string& text) {
  if (text.empty()) return;
  const auto at = below(random, text.size());
  switch (below(random, 4)) {
    case 0: text.erase(at, 1); break;
    case 1: text.insert(at, 1, static_cast<char>(below(random, 256))); break;
    case 2: text[at] = static_cast<char>(below(random, 256)); break;
    default: std::swap(text[at], text[below(random, text.size())]); break;
  }
}

void change_stretch(Random& random, std::string& text) {
  const auto begin = below(random, text.size());
  const auto length = below(random, 200);
  switch (below(random, 3)) {
    case 0: text.erase(begin, length); break;
    case 1: text.insert(begin, text.substr(below(random, text.size()), length)); break;
    default: text.resize(begin); break;
  }
}

}  // namespace

std::vector<std::string> tokens(std::string_view text) {
  std::vector<std::string> result;
  for (std::size_t begin = 0; begin < text.size();) {
    auto end = begin + 1;
    if (is_word_part(text[begin])) {
      while (end < text.size() && is_word_part(text[end])) ++end;
    } else if (text[begin] == '"') {
      end = std::min(text.find('"', end), text.size() - 1) + 1;
    }
    result.emplace_back(text.substr(begin, end - begin));
    begin = end;
  }
  return result;
}

std::string random_bytes(Random& random, std::size_t longest) {
  std::string result;
  const auto length = below(random, longest + 1);
  while (result.size() < length) {
    if (below(random, 4) == 0) {
      result += any_word(random);
    } else {
      result += static_cast<char>(below(random, 256));
    }
  }
  return result;
}

std::string random_words(Random& random, std::size_t most_words) {
  std::string result;
  for (auto count = below(random, most_words + 1); count > 0; --count) {
    result += any_word(random);
    if (below(random, 8) != 0) result += ' ';
  }
  return result;
}

std::string some_lines(Random& random, std::string_view text, std::size_t most_lines) {
  std::vector<std::size_t> starts{0};
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] == '\n') starts.push_back(i + 1);
  }
  const auto first = below(random, starts.size());
  const auto last = first + 1 + below(random, most_lines);
  const auto end = last < starts.size() ? starts[last] : text.size();
  return std::string{text.substr(starts[first], end - starts[first])};
}

std::string mutated(Random& random, std::string text) {
  for (auto faults = 1 + below(random, 4); faults > 0; --faults) {
    const auto kind = below(random, 8);
    if (kind < 5) {
      change_token(random, text);
    } else if (kind < 7) {
      change_byte(random, text);
    } else {
      change_stretch(random, text);
    }
  }
  return text;
}

}  // namespace waymark::mutation
