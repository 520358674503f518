#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <variant>

#include "tools/waymark/reply.hpp"
#include "tools/waymark/temporary_folder.hpp"

namespace waymark {

// What stood at a path at some revision: a copy, which lives as long as this.
struct RevisionCopy {
  std::shared_ptr<TemporaryFolder> folder;
  std::filesystem::path path;
};

// Asks the program `git` for what stood at `path`, a file or folder of a repository, at `revision`, together
// with what is below it. A Reply where git or the revision has no such thing.
std::variant<RevisionCopy, Reply> at_revision(const std::filesystem::path& path, const std::string& revision);

// Whether both are in the same repository.
bool is_same_repository(const std::filesystem::path& a, const std::filesystem::path& b);

}  // namespace waymark
