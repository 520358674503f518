#include "lang/modules/source_provider.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace waymark {
namespace {

namespace fs = std::filesystem;

constexpr auto by_name = &SourceEntry::name;

fs::path normal(const fs::path& path) {
  const auto result = path.lexically_normal();
  return result.has_filename() ? result : result.parent_path();
}

LoadError nothing_at(const fs::path& path) { return {path.string(), std::strerror(ENOENT), true}; }

bool is_above(const fs::path& folder, const fs::path& file) {
  const auto [end, rest] = std::ranges::mismatch(folder, file);
  return end == folder.end() && rest != file.end();
}

}  // namespace

void MemorySources::put(const fs::path& file, std::string text) { texts_[normal(file)] = std::move(text); }

bool MemorySources::is_folder(const fs::path& path) const {
  const auto folder = normal(path);
  return std::ranges::any_of(texts_, [&](const auto& text) { return is_above(folder, text.first); });
}

std::variant<std::vector<SourceEntry>, LoadError> MemorySources::entries(const fs::path& path) const {
  const auto folder = normal(path);
  std::map<std::string, bool> found;  // and whether it is a folder
  for (const auto& [file, text] : texts_) {
    if (!is_above(folder, file)) continue;
    const auto name = std::next(file.begin(), std::distance(folder.begin(), folder.end()));
    found[name->string()] |= std::next(name) != file.end();
  }
  if (found.empty()) return nothing_at(path);
  std::vector<SourceEntry> result;
  for (const auto& [name, is_folder] : found) result.push_back({name, is_folder});
  return result;
}

std::variant<std::string, LoadError> MemorySources::read(const fs::path& file) const {
  const auto found = texts_.find(normal(file));
  if (found == texts_.end()) return nothing_at(file);
  return found->second;
}

bool LayeredSources::is_folder(const fs::path& path) const {
  return above_.is_folder(path) || beneath_.is_folder(path);
}

std::variant<std::vector<SourceEntry>, LoadError> LayeredSources::entries(const fs::path& folder) const {
  auto above = above_.entries(folder), beneath = beneath_.entries(folder);
  auto* newer = std::get_if<std::vector<SourceEntry>>(&above);
  auto* older = std::get_if<std::vector<SourceEntry>>(&beneath);
  if (!newer) return beneath;
  if (!older) {
    if (std::get<LoadError>(beneath).is_absent) return above;
    return beneath;
  }
  for (const auto& entry : *older) {
    if (!std::ranges::binary_search(*newer, entry.name, {}, by_name))
      newer->insert(std::ranges::lower_bound(*newer, entry.name, {}, by_name), entry);
  }
  return above;
}

std::variant<std::string, LoadError> LayeredSources::read(const fs::path& file) const {
  auto above = above_.read(file);
  const auto* error = std::get_if<LoadError>(&above);
  return error && error->is_absent ? beneath_.read(file) : above;
}

}  // namespace waymark
