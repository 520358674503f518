#include "tools/language_server/workspace.hpp"

#include <algorithm>
#include <utility>

#include "lang/modules/load.hpp"

namespace waymark::lsp {

namespace fs = std::filesystem;

namespace {

// Whether `path` lies in `folder`, or below it.
bool is_below(const fs::path& folder, const fs::path& path) {
  const auto [end, rest] = std::ranges::mismatch(folder, path);
  return end == folder.end() && rest != path.end();
}

struct Loaded {
  PathwayKey key;
  std::vector<LoadedFile> files;
};

bool holds(const std::vector<LoadedFile>& files, const fs::path& path) {
  return std::ranges::find(files, path.string(), &LoadedFile::name) != files.end();
}

// Returns the files of the folder that form one pathway with the file; nullopt where they cannot be read.
std::optional<Loaded> load_folder(const fs::path& path, const SourceProvider& provider) {
  auto files = load_pathway(path.parent_path(), provider);
  if (std::holds_alternative<LoadError>(files)) return std::nullopt;
  auto groups = split_by_header(std::get<std::vector<LoadedFile>>(std::move(files)));
  for (auto& group : groups) {
    if (!holds(group, path)) continue;
    const bool whole = groups.size() == 1 || group.size() > 1;
    return Loaded{{whole ? path.parent_path() : path}, std::move(group)};
  }
  return std::nullopt;
}

void add_libraries(const fs::path& folder, const SourceProvider& provider, std::vector<std::string>& to) {
  const auto found = provider.entries(folder);
  const auto* entries = std::get_if<std::vector<SourceEntry>>(&found);
  if (!entries) return;
  for (const auto& entry : *entries) {
    const fs::path file{entry.name};
    if (file.extension() == ".pathway" && file.stem() != "units") to.push_back(file.stem().string());
  }
}

Loaded load_file(const fs::path& path, const SourceProvider& provider) {
  auto files = load_pathway(path, provider);
  if (auto* loaded = std::get_if<std::vector<LoadedFile>>(&files)) return {{path}, std::move(*loaded)};
  return {{path}, {}};
}

}  // namespace

bool Workspace::is_in_workspace(const fs::path& path) const {
  return std::ranges::any_of(folders_, [&](const fs::path& folder) { return is_below(folder, path); });
}

void Workspace::changed(const fs::path& path) {
  std::erase_if(snapshots_, [&](const auto& each) {
    const bool is_replaced = each.second->depends_on(path);
    if (is_replaced) replaced_.push_back(each.second);
    return is_replaced;
  });
}

void Workspace::changed_anywhere() {
  for (auto& [key, snapshot] : snapshots_) replaced_.push_back(std::move(snapshot));
  snapshots_.clear();
}

SnapshotPtr Workspace::compiled(const fs::path& path) {
  const LayeredSources texts{open_texts_, place_.provider};
  auto loaded = is_in_workspace(path) ? load_folder(path, texts) : std::nullopt;
  if (!loaded) loaded = load_file(path, texts);
  keys_[path] = loaded->key;
  auto& snapshot = snapshots_[loaded->key];
  if (!snapshot) {
    std::vector<std::string> libraries;
    add_libraries(path.parent_path() / "libraries", texts, libraries);
    add_libraries(place_.stdlib, texts, libraries);
    snapshot =
        std::make_shared<const Snapshot>(loaded->key, compile(std::move(loaded->files), place_.stdlib, texts),
                                         place_.stdlib, std::move(libraries));
  }
  return snapshot;
}

SnapshotPtr Workspace::pathway_of(const fs::path& path) {
  if (const auto key = keys_.find(path); key != keys_.end()) {
    const auto known = snapshots_.find(key->second);
    if (known != snapshots_.end() && known->second->file_of(path)) return known->second;
  }
  return compiled(path);
}

std::vector<SnapshotPtr> Workspace::open_pathways() {
  std::vector<SnapshotPtr> result;
  for (const auto& [path, document] : documents_.all()) {
    auto snapshot = pathway_of(path);
    if (std::ranges::find(result, snapshot) == result.end()) result.push_back(std::move(snapshot));
  }
  return result;
}

bool Workspace::is_current(const SnapshotPtr& snapshot) const {
  const auto known = snapshots_.find(snapshot->key());
  return known != snapshots_.end() && known->second == snapshot;
}

Compilation Workspace::compile_with(const Snapshot& snapshot,
                                    const std::map<std::string, std::string>& texts) const {
  MemorySources newer;
  for (const auto& [path, text] : texts) newer.put(path, text);
  const LayeredSources current{open_texts_, place_.provider};
  const LayeredSources provider{newer, current};
  std::vector<LoadedFile> files;
  if (const auto* main = snapshot.main()) {
    for (const auto& file : main->files) {
      const std::string name{snapshot.sources()[file.index()].name()};
      if (main->adapted && main->adapted->files.contains(file.index())) continue;
      const auto newer_text = texts.find(name);
      files.push_back({name, newer_text != texts.end()
                                 ? newer_text->second
                                 : std::string{snapshot.sources()[file.index()].text()}});
    }
  }
  return compile(std::move(files), place_.stdlib, provider);
}

}  // namespace waymark::lsp
