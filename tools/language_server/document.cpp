#include "tools/language_server/document.hpp"

#include <cerrno>
#include <cstring>

namespace waymark::lsp {

namespace fs = std::filesystem;

const Document* Documents::find(const fs::path& path) const {
  const auto found = open_.find(path);
  return found == open_.end() ? nullptr : &found->second;
}

static std::optional<LinePosition> position_of(const Json& range, std::string_view end) {
  const auto line = find_number(range, {end, "line"}), column = find_number(range, {end, "character"});
  if (!line || !column) return std::nullopt;
  return LinePosition{*line, *column};
}

static bool apply(const Json& change, ColumnUnit unit, std::string& text) {
  auto replacement = find_text(change, {"text"});
  if (!replacement) return false;
  const auto* range = find(change, {"range"});
  if (!range || range->is_null()) {
    text = *std::move(replacement);
    return true;
  }
  const auto begin = position_of(*range, "start"), end = position_of(*range, "end");
  if (!begin || !end) return false;
  const TextLines lines{text};
  const auto first = lines.offset(*begin, unit), last = lines.offset(*end, unit);
  if (last < first) return false;
  text.replace(first, last - first, *replacement);
  return true;
}

bool Documents::change(const fs::path& path, std::int64_t version, const Json& changes, ColumnUnit unit) {
  const auto found = open_.find(path);
  if (found == open_.end() || !changes.is_array()) return false;
  found->second.version = version;
  for (const auto& each : changes) {
    if (!apply(each, unit, found->second.text)) return false;
  }
  return true;
}

static LoadError nothing_at(const fs::path& path) { return {path.string(), std::strerror(ENOENT), true}; }

bool OpenTexts::is_folder(const fs::path& path) const {
  return std::holds_alternative<std::vector<SourceEntry>>(entries(path));
}

std::variant<std::vector<SourceEntry>, LoadError> OpenTexts::entries(const fs::path& folder) const {
  std::vector<SourceEntry> result;
  for (const auto& [path, document] : documents_.all()) {
    if (path.parent_path() == folder.lexically_normal()) result.push_back({path.filename().string(), false});
  }
  if (result.empty()) return nothing_at(folder);
  return result;
}

std::variant<std::string, LoadError> OpenTexts::read(const fs::path& file) const {
  const auto* document = documents_.find(file.lexically_normal());
  if (!document) return nothing_at(file);
  return document->text;
}

}  // namespace waymark::lsp
