#pragma once

#include <filesystem>
#include <string>
#include <variant>

#include "lang/modules/source_provider.hpp"
#include "tools/report/reply.hpp"

namespace waymark {

// The `.pathway` files of a revision, in memory: nothing is written.
struct Revision {
  std::filesystem::path path;  // of what was asked for, among the sources
  MemorySources sources;
  bool has_it = false;
};

// Asks the program `git` for what stood at `path`, a file or folder of a repository, at `revision`, together
// with the libraries beside it. A Reply where git or the repository has no such revision, or a file of it
// cannot be read.
std::variant<Revision, Reply> at_revision(const std::filesystem::path& path, const std::string& revision);

// Whether both are in the same repository.
bool is_same_repository(const std::filesystem::path& a, const std::filesystem::path& b);

}  // namespace waymark
