#include "tools/language_server/handle_symbols.hpp"

#include <algorithm>

#include "lang/index/outline.hpp"
#include "lang/text/characters.hpp"
#include "lang/text/one_line.hpp"

namespace waymark::lsp {
namespace {

// Numbers of the protocol.
enum class SymbolNumber {
  module = 2,
  name_space = 3,
  package = 4,
  class_ = 5,
  method = 6,
  property = 7,
  enumeration = 10,
  function = 12,
  variable = 13,
  constant = 14,
  text = 15,
  number = 16,
  boolean = 17,
  array = 18,
  member = 22,
  structure = 23,
  event = 24,
};

SymbolNumber number_of(OutlineKind kind) {
  switch (kind) {
    case OutlineKind::pathway:
    case OutlineKind::site: return SymbolNumber::module;
    case OutlineKind::library: return SymbolNumber::package;
    case OutlineKind::source:
    case OutlineKind::source_section:
    case OutlineKind::section: return SymbolNumber::name_space;
    case OutlineKind::source_statement: return SymbolNumber::text;
    case OutlineKind::fact: return SymbolNumber::variable;
    case OutlineKind::parameter: return SymbolNumber::constant;
    case OutlineKind::define: return SymbolNumber::function;
    case OutlineKind::score: return SymbolNumber::number;
    case OutlineKind::table: return SymbolNumber::structure;
    case OutlineKind::table_output: return SymbolNumber::property;
    case OutlineKind::action: return SymbolNumber::method;
    case OutlineKind::unit: return SymbolNumber::constant;
    case OutlineKind::type: return SymbolNumber::enumeration;
    case OutlineKind::member: return SymbolNumber::member;
    case OutlineKind::codes: return SymbolNumber::array;
    case OutlineKind::recommendation:
    case OutlineKind::contraindication:
    case OutlineKind::note:
    case OutlineKind::adaptation: return SymbolNumber::class_;
    case OutlineKind::property: return SymbolNumber::boolean;
    case OutlineKind::scenario: break;
  }
  return SymbolNumber::event;
}

constexpr std::size_t most_letters = 80;

// The protocol does not allow a name without letters.
std::string shown_name(const OutlineEntry& entry) {
  const auto name = one_line(entry.name);
  if (name.empty()) return std::string{to_string(entry.kind)};
  return name;
}

std::string shown_title(const OutlineEntry& entry) {
  auto title = one_line(entry.title);
  if (title.empty()) return std::string{to_string(entry.kind)};
  if (title.size() <= most_letters) return title;
  auto end = title.rfind(' ', most_letters);
  return title.substr(0, end == title.npos ? 0 : end) + " ...";
}

Json symbol(const View& view, const OutlineEntry& entry) {
  Json result{{"name", shown_name(entry)},
              {"detail", shown_title(entry)},
              {"kind", static_cast<int>(number_of(entry.kind))},
              {"range", view.range(entry.span)},
              {"selectionRange", view.range(entry.name_span)}};
  for (const auto& child : entry.children) result["children"].push_back(symbol(view, child));
  return result;
}

std::vector<OutlineEntry> outline_of(const Request& request) {
  const auto* syntax = request.snapshot().syntax(request.file);
  return syntax ? outline(*syntax) : std::vector<OutlineEntry>{};
}

void fold(const View& view, Span span, std::string_view kind, Json& to) {
  const auto begin = view.position(span.file, span.begin), end = view.position(span.file, span.end);
  if (begin["line"] == end["line"]) return;
  Json range{{"startLine", begin["line"]}, {"endLine", end["line"]}};
  if (!kind.empty()) range["kind"] = kind;
  to.push_back(std::move(range));
}

void fold_all(const View& view, const std::vector<OutlineEntry>& entries, Json& to) {
  for (const auto& entry : entries) {
    fold(view, entry.span, "", to);
    fold_all(view, entry.children, to);
  }
}

// Two or more lines after each other that are nothing but a comment.
void fold_comments(const Request& request, Json& to) {
  const auto& lines = request.snapshot().lines(request.file);
  const auto is_comment = [&](std::uint32_t line) { return trimmed(lines.line(line)).starts_with('#'); };
  for (std::uint32_t line = 0; line < lines.count(); ++line) {
    const auto begin = line;
    while (line < lines.count() && is_comment(line)) ++line;
    if (line > begin + 1) to.push_back({{"startLine", begin}, {"endLine", line - 1}, {"kind", "comment"}});
  }
}

// The spans of the entries around a byte, the outermost first.
void spans_around(const std::vector<OutlineEntry>& entries, std::uint32_t offset, std::vector<Span>& to) {
  for (const auto& entry : entries) {
    if (entry.span.begin > offset || offset > entry.span.end) continue;
    to.push_back(entry.span);
    return spans_around(entry.children, offset, to);
  }
}

Json selection(const Request& request, const std::vector<OutlineEntry>& entries, std::uint32_t offset) {
  const auto size = static_cast<std::uint32_t>(request.view.sources()[request.file].text().size());
  std::vector<Span> spans{{request.file, 0, size}};
  spans_around(entries, offset, spans);
  if (const auto name = request.index().at(request.file, offset)) spans.push_back(name->name);
  Json result;
  for (const auto& span : spans) {
    Json inner{{"range", request.view.range(span)}};
    if (!result.is_null()) inner["parent"] = std::move(result);
    result = std::move(inner);
  }
  return result;
}

bool holds_letters(std::string_view name, std::string_view query) {
  for (const char c : name) {
    if (!query.empty() && query.front() == c) query.remove_prefix(1);
  }
  return query.empty();
}

void add_matching(const View& view, const std::vector<OutlineEntry>& entries, const std::string& query,
                  const std::string& container, Json& to) {
  for (const auto& entry : entries) {
    if (holds_letters(entry.name, query))
      to.push_back({{"name", shown_name(entry)},
                    {"kind", static_cast<int>(number_of(entry.kind))},
                    {"location", view.location(entry.name_span)},
                    {"containerName", container}});
    add_matching(view, entry.children, query, entry.name, to);
  }
}

}  // namespace

Answer handle_document_symbols(const Request& request) {
  auto result = Json::array();
  for (const auto& entry : outline_of(request)) result.push_back(symbol(request.view, entry));
  return result;
}

Answer handle_folding(const Request& request) {
  auto result = Json::array();
  fold_all(request.view, outline_of(request), result);
  fold_comments(request, result);
  return result;
}

Answer handle_selection(const Request& request) {
  const auto* positions = find(request.params, {"positions"});
  if (!positions || !positions->is_array())
    return ResponseError{ErrorCode::invalid_params, "`positions` is not a list"};
  const auto entries = outline_of(request);
  auto result = Json::array();
  for (const auto& position : *positions) {
    const auto offset = request.view.offset(request.file, &position);
    if (!offset) return ResponseError{ErrorCode::invalid_params, "one of `positions` is not a position"};
    result.push_back(selection(request, entries, *offset));
  }
  return result;
}

Answer handle_links(const Request& request) {
  auto result = Json::array();
  for (const auto& place : request.index().all()) {
    if (place.name.file != request.file || place.kind != NameKind::library || place.is_declaration())
      continue;
    if (!request.view.can_be_opened(place.declaration.file)) continue;
    result.push_back(
        {{"range", request.view.range(place.name)}, {"target", request.view.uri(place.declaration.file)}});
  }
  const auto* syntax = request.snapshot().syntax(request.file);
  if (!syntax) return result;
  for (const auto& item : syntax->items) {
    const auto* source = std::get_if<ast::SourceDeclaration>(&item.node);
    if (source && source->address && source->address->value.starts_with("http"))
      result.push_back(
          {{"range", request.view.range(source->address->span)}, {"target", source->address->value}});
  }
  return result;
}

Json matching_symbols(const View& view, const std::string& query) {
  auto result = Json::array();
  const auto* main = view.snapshot().main();
  if (!main) return result;
  for (const auto& file : main->files) add_matching(view, outline(*file), query, main->id, result);
  return result;
}

}  // namespace waymark::lsp
