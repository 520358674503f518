#include "lang/syntax/scan.hpp"

#include <algorithm>

#include "lang/syntax/slip_words.hpp"

namespace waymark::scan {
namespace {

bool ends_line(char c) { return c == '\n' || c == '\r'; }

template <typename Predicate>
std::size_t while_true(std::string_view text, std::size_t at, Predicate predicate) {
  while (at < text.size() && predicate(text[at])) ++at;
  return at;
}

std::size_t end_of_line(std::string_view text, std::size_t at) {
  return std::min(text.find('\n', at), text.size());
}

// A text that is not closed ends with its line.
std::size_t short_text_end(std::string_view text, std::size_t begin) {
  for (auto at = begin + 1; at < text.size() && !ends_line(text[at]); ++at) {
    if (text[at] == '"') return at + 1;
    if (text[at] == '\\' && at + 1 < text.size() && !ends_line(text[at + 1])) ++at;
  }
  return end_of_line(text, begin);
}

// One that is not closed is taken to end with its first line.
std::size_t long_text_end(std::string_view text, std::size_t begin) {
  for (auto at = begin + 3; at < text.size(); ++at) {
    if (text.substr(at, 3) == R"(""")") return at + 3;
    if (text[at] == '\\') ++at;
  }
  return end_of_line(text, begin);
}

// What a line is indented by. Lines too long to be laid out by a person count as not indented at all, so that
// no line is read again and again.
std::size_t indentation(std::string_view text, std::size_t at) {
  constexpr std::size_t far = 500;
  std::size_t begin = at;
  while (begin > 0 && !ends_line(text[begin - 1])) {
    if (at - --begin > far) return 0;
  }
  return while_true(text, begin, is_blank) - begin;
}

// Reads on token by token from a broken statement.
class Skip {
 public:
  Skip(std::string_view text, std::size_t begin, Level level)
      : text_{text}, begin_{begin}, level_{level}, indentation_{indentation(text, begin)} {}

  std::size_t size() {
    std::size_t end = begin_;
    for (auto at = begin_; at < text_.size();) {
      const auto next = token_end(text_, at);
      if (is_trivia(text_[at])) {
        line_begins_ = line_begins_ || text_.substr(at, next - at).find('\n') != std::string_view::npos;
      } else {
        if (at > begin_ && stops(at)) break;
        if (ends_element(at)) return next - begin_;
        count(text_[at]);
        line_begins_ = false;
        end = next;
      }
      at = next;
    }
    return end - begin_;
  }

 private:
  static bool is_trivia(char c) { return is_blank(c) || ends_line(c) || c == '#'; }

  bool stops(std::size_t at) const {
    if (text_[at] == '}' && braces_ == 0) return level_ != Level::file;
    return line_begins_ && begins_next(at);
  }

  bool ends_element(std::size_t at) const {
    return level_ == Level::list && text_[at] == ',' && braces_ == 0 && parentheses_ == 0;
  }

  bool begins_next(std::size_t at) const {
    if (level_ == Level::table && text_[at] == '|') return true;
    const auto word = scan::keyword(text_.substr(at));
    const bool is_block = level_ == Level::block || level_ == Level::branch;
    const bool begins_advice = is_block && slips::beginning_of_advice(text_.substr(at)).has_value();
    if (!begins_advice && !begins_statement(level_, word) && !leaves(level_, word)) return false;
    return braces_ == 0 || indentation(text_, at) <= indentation_;
  }

  void count(char sign) {
    if (sign == '{') ++braces_;
    if (sign == '}' && braces_ > 0) --braces_;
    if (sign == '{' || sign == '}') parentheses_ = 0;
    if (sign == '(') ++parentheses_;
    if (sign == ')' && parentheses_ > 0) --parentheses_;
  }

  std::string_view text_;
  std::size_t begin_;
  Level level_;
  std::size_t indentation_;
  std::size_t braces_ = 0;
  std::size_t parentheses_ = 0;
  bool line_begins_ = false;
};

// `choose {` and `one of {` are part of an expression or a target.
bool takes_braces(std::string_view word) {
  return word == "choose" || word == "of" || word == "one" || word == "all";
}

// Behind a word that could be a keyword: `dose.first` is one name.
bool touches_point(std::string_view text, std::size_t end) {
  return end + 1 < text.size() && text[end] == '.' && (is_lower(text[end + 1]) || is_digit(text[end + 1]));
}

// The signs that may touch a name although they are beyond ASCII.
bool begins_with_comparison(std::string_view text) {
  return text.starts_with("≤") || text.starts_with("≥") || text.starts_with("≠");
}

std::size_t trivia_end(std::string_view text, std::size_t at) {
  while (at < text.size() && (is_blank(text[at]) || ends_line(text[at]) || text[at] == '#'))
    at = token_end(text, at);
  return at;
}

// Whether what follows the reserved word that ends at `end` shows it to be a name: an operator, a closing
// bracket, the text behind a declared name, another statement. A keyword has its value there.
bool ends_as_name(std::string_view text, std::size_t end) {
  const auto next = trivia_end(text, end);
  if (next == text.size()) return true;
  const auto rest = text.substr(next);
  if (const auto following = word(rest); !following.empty()) {
    const bool goes_on = following == "of" || following == "known" || following == "since";
    const bool on_next_line = text.substr(end, next - end).find('\n') != std::string_view::npos;
    return !goes_on && (on_next_line || is_reserved(following));
  }
  return std::string_view{",<>=!){}:+-*/|\""}.find(rest[0]) != std::string_view::npos ||
         begins_with_comparison(rest);
}

}  // namespace

std::size_t identifier(std::string_view text) {
  if (text.empty() || !is_lower(text[0])) return 0;
  const auto end = while_true(text, 1, [](char c) { return is_lower(c) || is_digit(c) || c == '_'; });
  const bool goes_on = end < text.size() && (is_upper(text[end]) || is_beyond_ascii(text[end]));
  return goes_on && !begins_with_comparison(text.substr(end)) ? 0 : end;
}

std::string_view word(std::string_view text) { return text.substr(0, identifier(text)); }

std::size_t name(std::string_view text, std::size_t begin) {
  const auto rest = text.substr(begin);
  const auto found = word(rest);
  return !is_reserved(found) || touches_point(rest, found.size()) ? found.size() : 0;
}

std::size_t verb(std::string_view text) {
  const auto found = word(text);
  return found == "use" || !is_reserved(found) ? found.size() : 0;
}

std::size_t own_name(std::string_view text, std::size_t begin) {
  const auto rest = text.substr(begin);
  const auto found = word(rest);
  if (!is_reserved(found)) return found.size();
  return ends_as_name(rest, found.size()) ? found.size() : 0;
}

std::string_view keyword(std::string_view text) {
  const auto found = word(text);
  return is_reserved(found) && touches_point(text, found.size()) ? std::string_view{} : found;
}

std::size_t reserved_word(std::string_view text) {
  const auto found = word(text);
  return is_reserved(found) ? found.size() : 0;
}

std::size_t dotted_name(std::string_view whole, std::size_t begin) {
  const auto text = whole.substr(begin);
  auto end = name(whole, begin);
  while (end > 0 && end < text.size() && text[end] == '.') {
    const auto part = identifier(text.substr(end + 1));
    if (part == 0) break;
    end += 1 + part;
  }
  return end;
}

std::size_t token_end(std::string_view text, std::size_t begin) {
  const char first = text[begin];
  if (is_blank(first) || ends_line(first)) {
    return while_true(text, begin, [](char c) { return is_blank(c) || ends_line(c); });
  }
  if (first == '#') return end_of_line(text, begin);
  if (text.substr(begin, 3) == R"(""")") return long_text_end(text, begin);
  if (first == '"') return short_text_end(text, begin);
  if (is_word_character(first)) return while_true(text, begin, is_word_character);
  if (is_beyond_ascii(first)) return while_true(text, begin, is_beyond_ascii);
  return begin + 1;
}

std::size_t skipped(std::string_view text, std::size_t begin, Level level) {
  return Skip{text, begin, level}.size();
}

std::size_t skipped_head(std::string_view text) {
  std::size_t end = 0;
  std::size_t braces = 0;
  std::string_view previous;
  for (std::size_t at = 0; at < text.size() && !ends_line(text[at]) && text[at] != '#';) {
    const auto next = token_end(text, at);
    if (!is_blank(text[at])) {
      if (text[at] == '{' && braces == 0 && !takes_braces(previous)) return end;
      if (text[at] == '}' && braces == 0) return 0;
      if (text[at] == '{') ++braces;
      if (text[at] == '}') --braces;
      previous = text.substr(at, next - at);
      end = next;
    }
    at = next;
  }
  return 0;
}

}  // namespace waymark::scan
