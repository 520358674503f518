#pragma once

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "lang/modules/source_provider.hpp"

namespace waymark {

struct LoadedFile {
  std::string name;  // as the user would write it: the given path and what is below it
  std::string text;
};

// The `.pathway` files of a folder (sorted by name, not of folders in it), or the one file.
// An error where the path does not exist, anything called `.pathway` cannot be read or is no file, or a
// folder holds nothing of that name.
std::variant<std::vector<LoadedFile>, LoadError> load_pathway(const std::filesystem::path& path,
                                                              const SourceProvider& provider = disk());

// Which of the files belong together: one that begins with `library` stands by itself among several, and one
// that begins with `site` where all others do, or are a whole pathway; all others are one pathway.
std::vector<std::vector<LoadedFile>> split_by_header(std::vector<LoadedFile> files);

}  // namespace waymark
