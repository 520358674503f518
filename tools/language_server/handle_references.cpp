#include "tools/language_server/handle_references.hpp"

#include <algorithm>

namespace waymark::lsp {
namespace {

enum class HighlightKind { text = 1, read = 2, write = 3 };

// The type that a declaration names: the first use of a type between this declaration and the next one.
std::optional<Occurrence> type_named_at(const SymbolIndex& index, Span declaration) {
  const auto& all = index.all();
  for (auto at = all.upper_bound({declaration, declaration, NameKind::argument}); at != all.end(); ++at) {
    if (at->name.file != declaration.file) break;
    if (at->kind == NameKind::type && !at->is_declaration()) return *at;
    if (at->is_declaration()) break;
  }
  return std::nullopt;
}

Json location_of(const Request& request, const std::optional<Span>& place) {
  return place && request.view.can_be_opened(place->file) ? request.view.location(*place) : Json(nullptr);
}

}  // namespace

Answer handle_definition(const Request& request) {
  const auto name = request.name();
  return location_of(request, name ? std::optional{name->declaration} : std::nullopt);
}

Answer handle_type_definition(const Request& request) {
  const auto name = request.name();
  if (name && name->kind == NameKind::type) return location_of(request, name->declaration);
  const auto type = name ? type_named_at(request.index(), name->declaration) : std::nullopt;
  return location_of(request, type ? std::optional{type->declaration} : std::nullopt);
}

Answer handle_references(const Request& request) {
  const auto name = request.name();
  if (!name) return Json(nullptr);
  const bool with_declaration = find_flag(request.params, {"context", "includeDeclaration"});
  auto result = Json::array();
  for (const auto& place : request.index().places_of(name->declaration)) {
    if (!request.view.can_be_opened(place.name.file)) continue;
    if (with_declaration || !place.is_declaration()) result.push_back(request.view.location(place.name));
  }
  return result;
}

Answer handle_highlight(const Request& request) {
  const auto name = request.name();
  if (!name) return Json(nullptr);
  auto result = Json::array();
  for (const auto& place : request.index().places_of(name->declaration)) {
    if (place.name.file != request.file) continue;
    const auto kind = place.is_declaration() ? HighlightKind::write : HighlightKind::read;
    result.push_back({{"range", request.view.range(place.name)}, {"kind", static_cast<int>(kind)}});
  }
  return result;
}

}  // namespace waymark::lsp
