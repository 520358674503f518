#pragma once

#include <filesystem>
#include <map>
#include <utility>
#include <vector>

#include "lang/modules/source_provider.hpp"
#include "tools/language_server/document.hpp"
#include "tools/language_server/snapshot.hpp"

namespace waymark::lsp {

// Where the texts are that are not open in the editor.
struct SourcePlace {
  std::filesystem::path stdlib;  // absolute, or a name that `provider` knows
  const SourceProvider& provider;
  std::filesystem::path documentation = {};  // the folder of diagnostics.md; empty where there is none
};

// The open documents, the folders that the editor shows, and the pathways that these are. A pathway is
// compiled when it is asked for, and again after it may have changed.
class Workspace {
 public:
  explicit Workspace(SourcePlace place) : place_{std::move(place)}, open_texts_{documents_} {}

  Documents& documents() { return documents_; }
  const Documents& documents() const { return documents_; }
  const SourcePlace& place() const { return place_; }

  void add_folder(const std::filesystem::path& folder) { folders_.push_back(folder); }
  void remove_folder(const std::filesystem::path& folder) { std::erase(folders_, folder); }
  const std::vector<std::filesystem::path>& folders() const { return folders_; }

  // Says that the file at `path` is another one now.
  void changed(const std::filesystem::path& path);
  // Says that any file on the disk may be another one now.
  void changed_anywhere();
  // Returns the pathways that are no more since it was called last: what they hold is given back with them.
  std::vector<SnapshotPtr> take_replaced() { return std::exchange(replaced_, {}); }

  // Returns the pathway that the file at `path` is part of: with the other files of its folder where the
  // folder lies in the workspace, else by itself.
  SnapshotPtr pathway_of(const std::filesystem::path& path);
  // Returns the pathways of all open documents, each once.
  std::vector<SnapshotPtr> open_pathways();
  // Returns whether nothing changed since the pathway was compiled.
  bool is_current(const SnapshotPtr& snapshot) const;
  // Compiles a pathway with other texts in place of some of its files.
  Compilation compile_with(const Snapshot& snapshot, const std::map<std::string, std::string>& texts) const;

 private:
  bool is_in_workspace(const std::filesystem::path& path) const;
  SnapshotPtr compiled(const std::filesystem::path& path);

  SourcePlace place_;
  Documents documents_;
  OpenTexts open_texts_;
  std::vector<std::filesystem::path> folders_;
  std::map<std::filesystem::path, PathwayKey> keys_;  // of files that were asked for
  std::map<PathwayKey, SnapshotPtr> snapshots_;
  std::vector<SnapshotPtr> replaced_;
};

}  // namespace waymark::lsp
