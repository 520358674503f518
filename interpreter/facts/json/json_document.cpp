#include "interpreter/facts/json/json_document.hpp"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "interpreter/facts/json/json_scanner.hpp"
#include "lang/text/characters.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark::json {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool belongs_to_number(char c) { return c != '\0' && std::strchr("+-.0123456789eE", c) != nullptr; }

std::size_t string_end(std::string_view text, std::size_t begin) {
  auto i = begin + 1;
  while (i < text.size() && text[i] != '"') i += text[i] == '\\' ? std::size_t{2} : std::size_t{1};
  return i + 1;
}

// Makes the nodes of a sound text. What is written in a list or an object is kept in order behind what it
// stands in, and moved to its place when all of it is there.
class NodeReader {
 public:
  // The JSON begins at `begin`, behind a byte order mark.
  NodeReader(std::string_view text, std::size_t begin) : scanner_{text, begin} {}

  // nullopt where the text is not sound, or nested too deep.
  std::optional<Node> read() {
    Node root;
    if (!read_value(root) || !scanner_.is_at_end()) return std::nullopt;
    return root;
  }
  // Where the bracket stands that is nested too deep, if that is why.
  std::optional<std::uint32_t> too_deep() const { return too_deep_; }

 private:
  bool read_value(Node& node) {
    scanner_.skip_blanks();
    node.offset = here();
    switch (scanner_.next()) {
      case '{': return read_nested(node, '}', entries_, [&] { return read_entry(); });
      case '[': return read_nested(node, ']', elements_, [&] { return read_element(); });
      case '"': return read_text(node.value.emplace<std::string>());
      case 't': return node.value = true, scanner_.skip_word("true");
      case 'f': return node.value = false, scanner_.skip_word("false");
      case 'n': return scanner_.skip_word("null");
      default: return read_number(node.value.emplace<NumberText>());
    }
  }

  std::uint32_t here() const { return static_cast<std::uint32_t>(scanner_.at()); }

  bool read_text(std::string& text) {
    const auto begin = scanner_.at();
    if (!scanner_.skip_text()) return false;
    auto read = text_of_literal(scanner_.since(begin));
    if (!read) return false;
    text = *std::move(read);
    return true;
  }

  bool read_number(NumberText& number) {
    const auto begin = scanner_.at();
    if (!scanner_.skip_number()) return false;
    number.text = scanner_.since(begin);
    return true;
  }

  bool read_element() {
    Node element;
    if (!read_value(element)) return false;
    elements_.push_back(std::move(element));
    return true;
  }

  bool read_entry() {
    Entry entry;
    scanner_.skip_blanks();
    entry.offset = here();
    if (!read_text(entry.key) || !scanner_.skip(':') || !read_value(entry.value)) return false;
    entries_.push_back(std::move(entry));
    return true;
  }

  // What stands between brackets, of which the scanner is at the first.
  template <typename Part, typename ReadPart>
  bool read_nested(Node& node, char bracket, std::vector<Part>& parts, ReadPart read_part) {
    if (depth_ == deepest_level) return too_deep_ = here(), false;
    ++depth_;
    scanner_.skip(scanner_.next());
    const auto first = static_cast<std::ptrdiff_t>(parts.size());
    if (!scanner_.skip(bracket)) {
      do {
        if (!read_part()) return false;
      } while (scanner_.skip(','));
      if (!scanner_.skip(bracket)) return false;
    }
    --depth_;
    node.value.emplace<std::vector<Part>>(std::move_iterator{parts.begin() + first},
                                          std::move_iterator{parts.end()});
    parts.erase(parts.begin() + first, parts.end());
    return true;
  }

  Scanner scanner_;
  Array elements_;
  Object entries_;
  int depth_ = 0;
  std::optional<std::uint32_t> too_deep_;
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

// What nlohmann's SAX parser finds wrong with a text.
class FaultFinder : public nlohmann::json::json_sax_t {
 public:
  // The JSON begins at `begin`, behind a byte order mark.
  explicit FaultFinder(std::size_t begin) : begin_{begin} {}

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return false; }
  bool key(string_t&) override { return true; }
  bool start_object(std::size_t) override { return true; }
  bool start_array(std::size_t) override { return true; }
  bool end_object() override { return true; }
  bool end_array() override { return true; }

  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception& error) override {
    constexpr int number_overflow = 406;
    is_overflow_ = error.id == number_overflow;
    error_ = {ParseError::Reason::syntax,
              static_cast<std::uint32_t>(begin_ + position - (position == 0 ? 0 : 1)),
              plain_words(error.what())};
    return false;
  }

  // Whether a number is larger than the parser's own kind takes.
  bool is_overflow() const { return is_overflow_; }
  const ParseError& error() const { return error_; }

 private:
  std::size_t begin_;
  ParseError error_;
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

FaultFinder fault_in(std::string_view json, std::size_t begin) {
  FaultFinder finder{begin};
  nlohmann::json::sax_parse(json.begin() + static_cast<std::ptrdiff_t>(begin), json.end(), &finder);
  return finder;
}

// Why a text is not sound, in the words of a parser that says it well.
ParseError syntax_error(std::string_view text, std::size_t begin) {
  const auto fault = fault_in(text, begin);
  return fault.is_overflow() ? fault_in(with_small_numbers(std::string{text}), begin).error() : fault.error();
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace

std::variant<Node, ParseError> parse(std::string_view text) {
  const auto begin = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  if (is_blank(text.substr(begin))) return ParseError{ParseError::Reason::empty, 0, {}};
  if (const auto nul = text.find('\0'); nul != std::string_view::npos)
    return ParseError{ParseError::Reason::syntax, static_cast<std::uint32_t>(nul),
                      "there is a NUL character here"};
  NodeReader reader{text, begin};
  if (auto root = reader.read()) return *std::move(root);
  if (const auto offset = reader.too_deep()) return ParseError{ParseError::Reason::too_deep, *offset, {}};
  return syntax_error(text, begin);
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
