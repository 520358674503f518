#include "tools/language_server/handle_tokens.hpp"

#include <algorithm>
#include <array>

namespace waymark::lsp {
namespace {

// The words of the protocol where they fit, so that every colour scheme has a colour for them.
enum class TokenType {
  name_space,
  type,
  class_,
  member,
  variable,
  parameter,
  property,
  function,
  method,
  event,
  text,
  number
};
constexpr std::array<std::string_view, 12> type_words{"namespace", "type",      "class",    "enumMember",
                                                      "variable",  "parameter", "property", "function",
                                                      "method",    "event",     "string",   "number"};
constexpr std::array<std::string_view, 3> modifier_words{"declaration", "readonly", "defaultLibrary"};
constexpr unsigned is_declared = 1, is_readonly = 2, is_standard_library = 4;

TokenType type_of(NameKind kind) {
  switch (kind) {
    case NameKind::fact: return TokenType::variable;
    case NameKind::parameter:
    case NameKind::argument: return TokenType::parameter;
    case NameKind::define:
    case NameKind::score:
    case NameKind::table: return TokenType::property;
    case NameKind::function: return TokenType::function;
    case NameKind::action: return TokenType::method;
    case NameKind::type:
    case NameKind::codes: return TokenType::type;
    case NameKind::source:
    case NameKind::section:
    case NameKind::source_section:
    case NameKind::library: return TokenType::name_space;
    case NameKind::member: return TokenType::member;
    case NameKind::source_statement: return TokenType::text;
    case NameKind::recommendation:
    case NameKind::contraindication:
    case NameKind::note: return TokenType::class_;
    case NameKind::scenario: return TokenType::event;
    case NameKind::unit: break;
  }
  return TokenType::number;
}

struct Token {
  Span span;
  TokenType type;
  unsigned modifiers = 0;
};

unsigned modifiers_of(const Snapshot& snapshot, const Occurrence& place) {
  unsigned result = place.is_declaration() ? is_declared : 0;
  if (place.kind == NameKind::parameter) result |= is_readonly;
  if (snapshot.is_standard(place.declaration.file)) result |= is_standard_library;
  return result;
}

// A statement without a name of its own is declared by all that it says, which is no name.
bool is_one_name(std::string_view text) {
  return text.starts_with('"') ? text.find('\n') == text.npos : text.find_first_of(" \t\r\n{") == text.npos;
}

// What lies within another token is left to it.
std::vector<Token> tokens_in(const Request& request, Span range) {
  const auto& index = request.index();
  const auto& sources = request.view.sources();
  std::vector<Token> all;
  for (const auto& unit : index.units()) {
    if (unit.file == range.file && unit.begin < range.end && range.begin < unit.end)
      all.push_back({unit, TokenType::number});
  }
  const auto first = index.all().lower_bound({{range.file, range.begin, 0}, {}, NameKind::fact});
  for (auto place = first; place != index.all().end() && place->name.file == range.file; ++place) {
    if (place->name.begin >= range.end) break;
    if (place->kind == NameKind::unit || !is_one_name(sources.text(place->name))) continue;
    all.push_back({place->name, type_of(place->kind), modifiers_of(request.snapshot(), *place)});
  }
  std::ranges::sort(all, {}, &Token::span);
  std::vector<Token> result;
  for (const auto& token : all) {
    if (result.empty() || result.back().span.end <= token.span.begin) result.push_back(token);
  }
  return result;
}

// Five numbers for each token: lines and columns since the one before, length, type, modifiers.
Json encoded(const View& view, const std::vector<Token>& tokens) {
  auto data = Json::array();
  std::int64_t line = 0, column = 0;
  for (const auto& token : tokens) {
    const auto begin = view.position(token.span.file, token.span.begin);
    const auto end = view.position(token.span.file, token.span.end);
    const auto its_line = begin["line"].get<std::int64_t>(),
               its_column = begin["character"].get<std::int64_t>();
    data.push_back(its_line - line);
    data.push_back(its_line == line ? its_column - column : its_column);
    data.push_back(end["character"].get<std::int64_t>() - its_column);
    data.push_back(static_cast<int>(token.type));
    data.push_back(token.modifiers);
    line = its_line, column = its_column;
  }
  return {{"data", std::move(data)}};
}

}  // namespace

Answer handle_tokens(const Request& request) {
  const auto size = static_cast<std::uint32_t>(request.view.sources()[request.file].text().size());
  return encoded(request.view, tokens_in(request, {request.file, 0, size}));
}

Answer handle_range_tokens(const Request& request) {
  const auto range = request.view.span(request.file, find(request.params, {"range"}));
  if (!range) return ResponseError{ErrorCode::invalid_params, "`range` is not a range"};
  return encoded(request.view, tokens_in(request, *range));
}

Json token_legend() { return {{"tokenTypes", type_words}, {"tokenModifiers", modifier_words}}; }

}  // namespace waymark::lsp
