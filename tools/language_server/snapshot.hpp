#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "lang/compile.hpp"
#include "lang/text/text_lines.hpp"

namespace waymark::lsp {

// Where a pathway is, as the editor has it: a folder, or a file that is a pathway or a library by itself.
struct PathwayKey {
  std::filesystem::path path;
  friend auto operator<=>(const PathwayKey&, const PathwayKey&) = default;
};

// One pathway as it was at one moment, with errors or without. It never changes.
class Snapshot {
 public:
  // `stdlib` is the folder in which files of the standard library are found; it may not be on the disk.
  // `libraries` are the names that a `use` may name.
  Snapshot(PathwayKey key, Compilation compilation, std::filesystem::path stdlib,
           std::vector<std::string> libraries);

  const PathwayKey& key() const { return key_; }
  const std::vector<std::string>& libraries() const { return libraries_; }
  const Compilation& compilation() const { return compilation_; }
  const SymbolIndex& index() const { return compilation_.index; }
  const Sources& sources() const { return compilation_.sources; }
  const std::optional<Declarations>& declared() const { return declared_; }
  // Returns what the file says; null for one that could not be read.
  const ast::File* syntax(std::uint32_t file) const;
  // Returns the module that is the pathway itself; null where a library could not be read.
  const Module* main() const;
  // Returns the module that a file is part of; null where a library could not be read.
  const Module* module_of(std::uint32_t file) const;
  bool is_own(std::uint32_t file) const { return own_.contains(file); }

  std::optional<std::uint32_t> file_of(const std::filesystem::path& path) const;
  // Returns the path of a file; a file of the standard library is in its folder.
  std::filesystem::path path_of(std::uint32_t file) const;
  bool is_standard(std::uint32_t file) const;
  const TextLines& lines(std::uint32_t file) const;
  // Whether a change of the file at `path` may change the pathway.
  bool depends_on(const std::filesystem::path& path) const;

 private:
  PathwayKey key_;
  Compilation compilation_;
  std::filesystem::path stdlib_;
  std::vector<std::string> libraries_;
  std::optional<Declarations> declared_;
  std::set<std::uint32_t> own_;
  mutable std::mutex mutex_;  // of the lines, which are counted when they are asked for
  mutable std::map<std::uint32_t, std::unique_ptr<TextLines>> lines_;
};

using SnapshotPtr = std::shared_ptr<const Snapshot>;

}  // namespace waymark::lsp
