#include "tools/language_server/handle_rename.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "lang/syntax/keywords.hpp"
#include "lang/text/characters.hpp"

namespace waymark::lsp {
namespace {

ResponseError refused(const std::string& why) { return {ErrorCode::request_failed, why}; }

bool is_name(std::string_view text) {
  const auto is_part = [](char c) { return is_lower(c) || is_digit(c) || c == '_'; };
  return !text.empty() && is_lower(text.front()) && std::ranges::all_of(text, is_part);
}

// The name of a unit has letters of any size, and no `_`.
bool is_unit_name(std::string_view text) {
  return !text.empty() && is_letter(text.front()) && std::ranges::all_of(text, is_letter_or_digit);
}

// Returns why the name stays as it is; nullopt where it can be renamed.
std::optional<std::string> why_not(const Snapshot& snapshot, const Occurrence& name) {
  const auto written = snapshot.sources().text(name.declaration);
  switch (name.kind) {
    case NameKind::source_statement: return "the number of a statement is that of its source";
    case NameKind::library: return "a library goes by the name of its file: rename the file first";
    case NameKind::scenario: return std::nullopt;
    default: break;
  }
  if (snapshot.is_standard(name.declaration.file)) return "it is a name of the standard library";
  if (name.kind == NameKind::unit) return std::nullopt;
  if (!is_name(written)) return "it has no name of its own: give it one with `as`";
  return std::nullopt;
}

// Returns the new name as it is written; the reason where it is none.
std::variant<std::string, ResponseError> written_name(NameKind kind, std::string text) {
  if (kind == NameKind::scenario) {
    if (text.size() > 1 && text.starts_with('"') && text.ends_with('"'))
      text = text.substr(1, text.size() - 2);
    if (text.empty() || text.find_first_of("\"\\\r\n") != text.npos)
      return refused("the name of a scenario is a text without quotes, backslashes and line breaks");
    return fmt::format("\"{}\"", text);
  }
  if (kind == NameKind::unit) {
    if (is_unit_name(text)) return text;
    return refused(fmt::format("`{}` cannot name a unit: its name has letters and digits", text));
  }
  if (!is_name(text))
    return refused(fmt::format("`{}` is not a name: a name has small letters, digits and `_`", text));
  if (is_reserved(text)) return refused(fmt::format("`{}` is a word of the language", text));
  return text;
}

using Edits = std::map<std::uint32_t, std::set<Span>>;

Edits places_of(const SymbolIndex& index, Span declaration) {
  Edits result;
  for (const auto& place : index.places_of(declaration)) result[place.name.file].insert(place.name);
  for (const auto& part : index.parts_of(declaration)) result[part.file].insert(part);
  return result;
}

std::string edited(std::string text, const std::set<Span>& places, const std::string& name) {
  for (auto place = places.rbegin(); place != places.rend(); ++place)
    text.replace(place->begin, place->end - place->begin, name);
  return text;
}

std::set<std::string> errors_of(const Diagnostics& diagnostics) {
  std::set<std::string> result;
  for (const auto& each : diagnostics.list()) {
    if (each.severity == Severity::error) result.insert(each.message);
  }
  return result;
}

// Returns what would go wrong with the new name; nullopt where everything means what it meant.
std::optional<std::string> mistake(const Request& request, const Edits& edits, const std::string& name) {
  const auto& before = request.snapshot();
  std::map<std::string, std::string> texts;
  for (const auto& [file, places] : edits) {
    const auto& source = before.sources()[file];
    texts[before.path_of(file).string()] = edited(std::string{source.text()}, places, name);
  }
  const auto after = request.workspace.compile_with(before, texts);
  const auto known = errors_of(before.compilation().diagnostics);
  if (after.diagnostics.error_count() > before.compilation().diagnostics.error_count()) {
    for (const auto& message : errors_of(after.diagnostics)) {
      if (!known.contains(message)) return fmt::format("with the name `{}`: {}", name, message);
    }
    return fmt::format("the name `{}` would be a mistake", name);
  }
  if (after.index.all().size() != before.index().all().size())
    return fmt::format("`{}` would mean something else in some places", name);
  return std::nullopt;
}

}  // namespace

Answer handle_prepare_rename(const Request& request) {
  const auto name = request.name();
  if (!name) return Json(nullptr);
  if (const auto reason = why_not(request.snapshot(), *name)) return refused(*reason);
  return Json{{"range", request.view.range(name->name)},
              {"placeholder", request.view.sources().text(name->name)}};
}

Answer handle_rename(const Request& request) {
  const auto wanted = find_text(request.params, {"newName"});
  if (!wanted) return ResponseError{ErrorCode::invalid_params, "`newName` is missing"};
  const auto name = request.name();
  if (!name) return refused("there is no name here");
  if (const auto reason = why_not(request.snapshot(), *name)) return refused(*reason);
  auto written = written_name(name->kind, *wanted);
  if (auto* error = std::get_if<ResponseError>(&written)) return std::move(*error);
  const auto& text = std::get<std::string>(written);
  const auto edits = places_of(request.index(), name->declaration);
  if (request.view.sources().text(name->declaration) == text) return Json(nullptr);
  if (const auto reason = mistake(request, edits, text)) return refused(*reason);
  Json changes = Json::object();
  for (const auto& [file, places] : edits) {
    auto& list = changes[request.view.uri(file)];
    for (const auto& place : places) list.push_back(request.view.text_edit(place, text));
  }
  return Json{{"changes", std::move(changes)}};
}

}  // namespace waymark::lsp
