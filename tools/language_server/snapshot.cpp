#include "tools/language_server/snapshot.hpp"

#include <algorithm>
#include <utility>

#include "lang/modules/standard_library.hpp"

namespace waymark::lsp {

namespace fs = std::filesystem;

Snapshot::Snapshot(PathwayKey key, Compilation compilation, fs::path stdlib,
                   std::vector<std::string> libraries)
    : key_{std::move(key)},
      compilation_{std::move(compilation)},
      stdlib_{std::move(stdlib)},
      libraries_{std::move(libraries)} {
  declared_ = declarations(compilation_);
  if (const auto* own = main()) {
    for (const auto& file : own->files) own_.insert(file.index());
  }
}

const Module* Snapshot::main() const {
  const auto& all = modules(compilation_);
  return compilation_.unreadable || all.empty() ? nullptr : &all.back();
}

const Module* Snapshot::module_of(std::uint32_t file) const {
  const auto holds = [&](const Module& module) {
    return std::ranges::find(module.files, file, &ModuleFile::index) != module.files.end();
  };
  const auto& all = modules(compilation_);
  const auto found = std::ranges::find_if(all, holds);
  return found == all.end() ? nullptr : &*found;
}

const ast::File* Snapshot::syntax(std::uint32_t file) const {
  const auto* module = module_of(file);
  return module ? &**std::ranges::find(module->files, file, &ModuleFile::index) : nullptr;
}

bool Snapshot::is_standard(std::uint32_t file) const {
  const fs::path name{std::string{sources()[file].name()}};
  return name.is_relative() && name.parent_path() == standard_library_folder;
}

fs::path Snapshot::path_of(std::uint32_t file) const {
  const fs::path name{std::string{sources()[file].name()}};
  return is_standard(file) ? stdlib_ / name.filename() : name;
}

std::optional<std::uint32_t> Snapshot::file_of(const fs::path& path) const {
  for (std::uint32_t file = 0; file < sources().size(); ++file) {
    if (path_of(file) == path) return file;
  }
  return std::nullopt;
}

const TextLines& Snapshot::lines(std::uint32_t file) const {
  const std::scoped_lock lock{mutex_};
  auto& lines = lines_[file];
  if (!lines) lines = std::make_unique<TextLines>(sources()[file].text());
  return *lines;
}

bool Snapshot::depends_on(const fs::path& path) const {
  const auto folder = path.parent_path();
  for (const auto& beside : {key_.path, key_.path.parent_path()}) {
    if (folder == beside || folder == beside / "libraries") return true;
  }
  return file_of(path).has_value();
}

}  // namespace waymark::lsp
