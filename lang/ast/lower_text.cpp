#include <algorithm>
#include <charconv>
#include <optional>

#include "lang/ast/lowering.hpp"
#include "lang/syntax/scan.hpp"

namespace waymark {
namespace {

constexpr std::string_view long_quote = R"(""")";

bool is_blank_line(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

std::size_t indentation(std::string_view line) {
  return std::min(line.find_first_not_of(" \t"), line.size());
}

// A line of a text of several lines, without its line break; `begin` is where it stands in the file.
struct Line {
  std::uint32_t begin;
  std::string_view text;
};

std::vector<Line> lines_of(std::string_view text, std::uint32_t begin) {
  std::vector<Line> lines;
  for (std::size_t at = 0; at <= text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    auto line = text.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back({begin + static_cast<std::uint32_t>(at), line});
    at = end + 1;
  }
  return lines;
}

// What every line but empty ones is indented by. What stands on the line of the opening quotes does not
// count.
std::size_t common_indentation(const std::vector<Line>& lines, bool first_line_has_text) {
  std::size_t result = std::string_view::npos;
  for (std::size_t i = first_line_has_text ? 1 : 0; i < lines.size(); ++i) {
    if (!is_blank_line(lines[i].text)) result = std::min(result, indentation(lines[i].text));
  }
  return result;
}

void append(DecodedText& result, std::string_view text, std::uint32_t offset) {
  result.value += text;
  for (std::size_t i = 0; i < text.size(); ++i)
    result.offsets.push_back(offset + static_cast<std::uint32_t>(i));
}

std::optional<std::string> utf8(std::uint32_t code_point) {
  const auto unit = [&](std::uint32_t shift, std::uint32_t lead) {
    return static_cast<char>(lead | (code_point >> shift & 0x3F));
  };
  if (code_point == 0 || code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF))
    return std::nullopt;
  if (code_point < 0x80) return std::string{static_cast<char>(code_point)};
  if (code_point < 0x800) return std::string{static_cast<char>(0xC0 | code_point >> 6), unit(0, 0x80)};
  if (code_point < 0x10000)
    return std::string{static_cast<char>(0xE0 | code_point >> 12), unit(6, 0x80), unit(0, 0x80)};
  return std::string{static_cast<char>(0xF0 | code_point >> 18), unit(12, 0x80), unit(6, 0x80),
                     unit(0, 0x80)};
}

struct Escape {
  std::string value;
  std::size_t size;  // with its backslash
  bool valid;
};

// `\u{...}`: the code point in hexadecimal digits.
Escape unicode_escape(std::string_view text) {
  constexpr std::size_t longest = 12;
  const auto close = text.substr(0, longest).find('}');
  if (!text.starts_with("\\u{") || close == std::string_view::npos) return {{}, 2, false};
  const auto digits = text.substr(3, close - 3);
  std::uint32_t code_point = 0;
  const auto* const end = digits.data() + digits.size();
  const auto read = std::from_chars(digits.data(), end, code_point, 16);
  const auto character = read.ptr == end ? utf8(code_point) : std::nullopt;
  return {character.value_or(""), close + 1, character.has_value()};
}

Escape escape_at(std::string_view text) {
  switch (text.size() > 1 ? text[1] : '\0') {
    case '"': return {"\"", 2, true};
    case '\\': return {"\\", 2, true};
    case 'n': return {"\n", 2, true};
    case 'u': return unicode_escape(text);
    default: return {{}, std::min<std::size_t>(2, text.size()), false};
  }
}

}  // namespace

ast::Text Lowering::text(const SyntaxNode& node) {
  const auto written = text_of(node);
  const bool plain = !written.starts_with(long_quote) && written.find('\\') == std::string_view::npos;
  if (plain) return {std::string{written.substr(1, written.size() - 2)}, node.span};
  return {decode(node).value, node.span};
}

// TEXT = '"""' ... '"""' / '"' ... '"'
// Of a text of several lines the line break behind the opening quotes, the one before the closing quotes
// where these stand on a line of their own, and the indentation that all lines share are layout.
DecodedText Lowering::decode(const SyntaxNode& node) {
  DecodedText result;
  const auto [begin, end] = std::pair{node.span.begin, node.span.end};
  if (!text_of(node).starts_with(long_quote)) {
    decode_line(begin + 1, end - 1, result);
    return result;
  }
  auto lines = lines_of(sources_[file_].text().substr(begin + 3, end - begin - 6), begin + 3);
  const bool first_line_has_text = lines.size() == 1 || !is_blank_line(lines.front().text);
  if (!first_line_has_text) lines.erase(lines.begin());
  if (lines.size() > 1 && is_blank_line(lines.back().text)) lines.pop_back();
  const auto common = common_indentation(lines, first_line_has_text);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto& [line_begin, line] = lines[i];
    if (i > 0) append(result, "\n", line_begin - 1);
    const auto cut = first_line_has_text && i == 0 ? 0 : std::min(common, line.size());
    decode_line(line_begin + static_cast<std::uint32_t>(cut),
                line_begin + static_cast<std::uint32_t>(line.size()), result);
  }
  return result;
}

void Lowering::decode_line(std::uint32_t begin, std::uint32_t end, DecodedText& result) {
  const auto until_end = sources_[file_].text().substr(0, end);
  while (begin < end) {
    const auto plain = std::min<std::size_t>(until_end.find('\\', begin), end);
    append(result, until_end.substr(begin, plain - begin), begin);
    begin = static_cast<std::uint32_t>(plain);
    if (begin < end) begin = decode_escape(begin, end, result);
  }
}

// Gives where the escape ends.
std::uint32_t Lowering::decode_escape(std::uint32_t begin, std::uint32_t end, DecodedText& result) {
  const auto escape = escape_at(sources_[file_].text().substr(begin, end - begin));
  const auto after = begin + static_cast<std::uint32_t>(escape.size);
  const Span span{file_, begin, after};
  if (!escape.valid) {
    diagnostics_.report(span, diagnostics::invalid_escape, sources_.text(span))
        .help("write `\\\"`, `\\\\`, `\\n`, or `\\u{B5}` with the number of a character");
  }
  result.value += escape.value;
  result.offsets.insert(result.offsets.end(), escape.value.size(), begin);
  return after;
}

// A text with `{name}` or `{name in unit}` in it; `{{` and `}}` are braces.
ast::Template Lowering::text_template(const SyntaxNode& node) {
  ast::Template result{{}, node.span};
  if (text_of(node).find_first_of("{}") == std::string_view::npos) {
    result.pieces.emplace_back(text(node).value);
    return result;
  }
  const auto whole = sources_[file_].text();
  const auto decoded = decode(node);
  std::string plain;
  for (std::size_t i = 0; i < decoded.value.size(); ++i) {
    const char c = decoded.value[i];
    const auto at = decoded.offsets[i];
    plain += c;
    const bool is_brace = (c == '{' || c == '}') && whole[at] == c;  // and not `\u{7B}`
    if (!is_brace) continue;
    if (whole[at + 1] == c) {
      ++i;
    } else if (c == '{') {
      plain.pop_back();
      if (!plain.empty()) result.pieces.emplace_back(std::exchange(plain, {}));
      const auto after = placeholder(at, node.span.end - 1, result);
      while (i + 1 < decoded.offsets.size() && decoded.offsets[i + 1] < after) ++i;
    }
  }
  if (!plain.empty()) result.pieces.emplace_back(std::move(plain));
  return result;
}

// Reads what stands in the braces of a placeholder, word by word.
class Lowering::PlaceholderReader {
 public:
  PlaceholderReader(std::string_view whole, std::uint32_t begin, std::uint32_t end)
      : whole_{whole}, at_{begin}, end_{end} {
    skip_blanks();
  }

  std::uint32_t at() const { return at_; }
  bool closes() const { return at_ < end_ && whole_[at_] == '}'; }

  // A word of the language, if it is this one.
  bool take(std::string_view word) {
    if (scan::word(rest()) != word) return false;
    advance(word.size());
    return true;
  }

  // The next bytes of the text as a span; empty where there are none.
  Span take_name(std::uint32_t file) { return taken(file, scan::dotted_name(rest())); }
  Span take_until_blank(std::uint32_t file) {
    return taken(file, std::min(rest().find_first_of("} \t\r\n"), rest().size()));
  }

 private:
  std::string_view rest() const { return whole_.substr(at_, end_ - at_); }
  void advance(std::size_t size) {
    at_ += static_cast<std::uint32_t>(size);
    skip_blanks();
  }
  void skip_blanks() {
    while (at_ < end_ && is_blank(whole_[at_])) ++at_;
  }
  Span taken(std::uint32_t file, std::size_t size) {
    const Span result{file, at_, at_ + static_cast<std::uint32_t>(size)};
    advance(size);
    return result;
  }

  std::string_view whole_;
  std::uint32_t at_, end_;
};

// "{" DOTTED [ "in" UNIT ] [ "to" INT ("place" | "places") ] "}"; gives where it ends.
std::uint32_t Lowering::placeholder(std::uint32_t begin, std::uint32_t end, ast::Template& result) {
  PlaceholderReader reader{sources_[file_].text(), begin + 1, end};
  const auto name = reader.take_name(file_);
  ast::Placeholder found{{std::string{sources_.text(name)}, name}, std::nullopt, {}};
  bool complete = name.begin < name.end;
  if (reader.take("in")) {
    const auto unit_span = reader.take_until_blank(file_);
    found.unit = unit({SyntaxKind::unit, unit_span, {}});
    complete = complete && !found.unit->text.empty();
  }
  if (reader.take("to")) {
    const auto digits = reader.take_until_blank(file_);
    found.places = places(digits);
    complete = complete && found.places && (reader.take("places") || reader.take("place"));
  }
  if (!complete || !reader.closes()) {
    diagnostics_.report({file_, begin, begin + 1}, diagnostics::invalid_placeholder)
        .help("a brace that is only a sign is written `{{`")
        .help("a value is written `{name}`, `{name in UNIT}` or `{name to 1 places}`");
    return begin + 1;
  }
  found.span = {file_, begin, reader.at() + 1};
  result.pieces.emplace_back(std::move(found));
  return reader.at() + 1;
}

// One digit, up to the number of places that are ever shown.
std::optional<int> Lowering::places(Span digits) const {
  const auto text = sources_.text(digits);
  if (text.size() != 1 || text[0] < '0' || text[0] > '8') return std::nullopt;
  return text[0] - '0';
}

}  // namespace waymark
