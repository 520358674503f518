#include "interpreter/facts/json/json_document.hpp"

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "lang/text/characters.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark::json {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool stands_between_tokens(char c) { return std::strchr(" \t\r\n,:", c) != nullptr && c != '\0'; }
bool belongs_to_number(char c) { return c != '\0' && std::strchr("+-.0123456789eE", c) != nullptr; }

std::size_t string_end(std::string_view text, std::size_t begin) {
  auto i = begin + 1;
  while (i < text.size() && text[i] != '"') i += text[i] == '\\' ? std::size_t{2} : std::size_t{1};
  return i + 1;
}

// Finds the tokens of a text that nlohmann's parser has found too: it names each, this says where it stands.
class TokenCursor {
 public:
  TokenCursor(std::string_view text, std::size_t begin) : text_{text}, end_{begin} {}

  std::uint32_t next_bracket() {
    return next([](auto, auto begin) { return begin + 1; });
  }
  std::uint32_t next_literal(std::size_t length) {
    return next([=](auto, auto begin) { return begin + length; });
  }
  std::uint32_t next_string() { return next(string_end); }
  std::pair<std::uint32_t, std::string_view> next_number() {
    const auto begin = next(&TokenCursor::number_end);
    return {begin, text_.substr(begin, end_ - begin)};
  }

 private:
  template <typename FindEnd>
  std::uint32_t next(FindEnd find_end) {
    while (end_ < text_.size() && stands_between_tokens(text_[end_])) ++end_;
    return static_cast<std::uint32_t>(std::exchange(end_, find_end(text_, end_)));
  }

  static std::size_t number_end(std::string_view text, std::size_t begin) {
    const auto end =
        std::find_if_not(text.begin() + static_cast<std::ptrdiff_t>(begin), text.end(), belongs_to_number);
    return static_cast<std::size_t>(end - text.begin());
  }

  std::string_view text_;
  std::size_t end_;  // of the token before
};

// "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error while parsing value -
// unexpected end of input; ..." without what the place of the message says already.
std::string plain_words(std::string_view what) {
  for (const std::string_view lead : {"syntax error while parsing ", " - "}) {
    if (const auto found = what.find(lead); found != std::string_view::npos)
      what.remove_prefix(found + lead.size());
  }
  const auto last_read = what.find("; last read: ");
  if (last_read == std::string_view::npos) return std::string{what};
  const auto expected = what.find("; expected ", last_read);
  return std::string{what.substr(0, last_read)} +
         std::string{expected == std::string_view::npos ? "" : what.substr(expected)};
}

// What nlohmann's SAX parser reports, made into nodes.
class Builder : public nlohmann::json::json_sax_t {
 public:
  // The JSON begins at `begin`, behind a byte order mark.
  Builder(std::string_view text, std::size_t begin) : cursor_{text, begin}, begin_{begin} {}

  bool null() override { return add(cursor_.next_literal(4), Null{}); }
  bool boolean(bool value) override { return add(cursor_.next_literal(value ? 4 : 5), value); }
  bool number_integer(number_integer_t) override { return number(); }
  bool number_unsigned(number_unsigned_t) override { return number(); }
  bool number_float(number_float_t, const string_t&) override { return number(); }
  bool string(string_t& value) override { return add(cursor_.next_string(), std::move(value)); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Object{}); }
  bool start_array(std::size_t) override { return open(Array{}); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& value) override {
    key_ = {.key = std::move(value), .offset = cursor_.next_string(), .value = {}};
    return true;
  }

  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception& error) override {
    constexpr int number_overflow = 406;
    const auto offset = static_cast<std::uint32_t>(begin_ + position - (position == 0 ? 0 : 1));
    is_overflow_ = error.id == number_overflow;
    error_ = {ParseError::Reason::syntax, offset, plain_words(error.what())};
    return false;
  }
  // Whether a number is larger than the parser's own kind takes.
  bool is_overflow() const { return is_overflow_; }

  std::variant<Node, ParseError> result() && {
    if (error_) return std::move(*error_);
    return std::move(root_);
  }

 private:
  using Value = decltype(Node::value);

  bool number() {
    const auto [offset, text] = cursor_.next_number();
    return add(offset, NumberText{std::string{text}});
  }

  bool add(std::uint32_t offset, Value value) {
    place(offset, std::move(value));
    return true;
  }

  Node* place(std::uint32_t offset, Value value) {
    Node node{offset, std::move(value)};
    if (open_.empty()) return &(root_ = std::move(node));
    if (auto* array = std::get_if<Array>(&open_.back()->value)) return &array->emplace_back(std::move(node));
    auto& object = std::get<Object>(open_.back()->value);
    object.push_back({std::move(key_.key), key_.offset, std::move(node)});
    return &object.back().value;
  }

  bool open(Value value) {
    const auto offset = cursor_.next_bracket();
    if (open_.size() == deepest_level) {
      error_ = {ParseError::Reason::too_deep, offset, {}};
      return false;
    }
    open_.push_back(place(offset, std::move(value)));
    return true;
  }

  bool close() {
    cursor_.next_bracket();
    open_.pop_back();
    return true;
  }

  TokenCursor cursor_;
  std::size_t begin_;
  Node root_;
  std::vector<Node*>
      open_;  // from the root to the array or object that is being filled; none grows but the last
  Entry key_;
  std::optional<ParseError> error_;
  bool is_overflow_ = false;
};

// Makes the number whose digits begin here a small one of the same length: `12.5e400` is `12.5e000`, and many
// digits get their point behind the first. Gives where it ends.
std::size_t shrink_number(std::string& text, std::size_t begin) {
  constexpr std::size_t most_digits = 20;
  auto at = begin;
  while (at < text.size() && is_digit(text[at])) ++at;
  if (at - begin > most_digits && text[begin] != '0') {
    text[begin + 1] = '.';
    if (at < text.size() && text[at] == '.') text[at] = '0';
  }
  while (at < text.size() && belongs_to_number(text[at]) && text[at] != 'e' && text[at] != 'E') ++at;
  for (; at < text.size() && belongs_to_number(text[at]); ++at) {
    if (is_digit(text[at])) text[at] = '0';
  }
  return at;
}

// The same document, with numbers that the parser's own kind takes; what they are is read from the text.
std::string with_small_numbers(std::string text) {
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '"') {
      at = string_end(text, at);
    } else {
      at = is_digit(text[at]) ? shrink_number(text, at) : at + 1;
    }
  }
  return text;
}

std::variant<Node, ParseError> parsed(std::string_view text, std::string_view json, std::size_t begin,
                                      bool& is_overflow) {
  Builder builder{text, begin};
  nlohmann::json::sax_parse(json.begin() + static_cast<std::ptrdiff_t>(begin), json.end(), &builder);
  is_overflow = builder.is_overflow();
  return std::move(builder).result();
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace

std::variant<Node, ParseError> parse(std::string_view text) {
  const auto begin = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  if (is_blank(text.substr(begin))) return ParseError{ParseError::Reason::empty, 0, {}};
  if (const auto nul = text.find('\0'); nul != std::string_view::npos)
    return ParseError{ParseError::Reason::syntax, static_cast<std::uint32_t>(nul),
                      "there is a NUL character here"};
  bool is_overflow = false;
  auto result = parsed(text, text, begin, is_overflow);
  if (is_overflow) result = parsed(text, with_small_numbers(std::string{text}), begin, is_overflow);
  return result;
}

static std::string shortened(const std::string& text) {
  constexpr std::size_t enough = 40;
  if (text.size() <= enough) return text;
  auto end = enough;
  while (end > 0 && (text[end] & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "…";
}

std::string describe(const Node& node) {
  return std::visit(
      overloaded{
          [](Null) -> std::string { return "null"; },
          [](bool value) -> std::string { return value ? "true" : "false"; },
          [](const NumberText& number) { return fmt::format("the number {}", shortened(number.text)); },
          [](const std::string& text) { return fmt::format("the text \"{}\"", shortened(text)); },
          [](const Array&) -> std::string { return "a list"; },
          [](const Object&) -> std::string { return "an object"; },
      },
      node.value);
}

}  // namespace waymark::json
