#include "tools/waymark/pathway_files.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace waymark {

namespace fs = std::filesystem;

static bool is_hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

std::variant<std::vector<std::string>, ReadError> pathway_files_below(const std::string& path) {
  std::error_code error, unreadable;
  if (!fs::is_directory(path, error)) return std::vector{path};
  std::vector<std::string> files;
  fs::recursive_directory_iterator entry{fs::path{path}.lexically_normal(), error};
  for (const fs::recursive_directory_iterator end; !error && entry != end; entry.increment(error)) {
    const bool is_folder = entry->is_directory(unreadable);
    if (is_hidden(entry->path())) {
      if (is_folder) entry.disable_recursion_pending();
    } else if (entry->path().extension() == ".pathway") {
      files.push_back(entry->path().string());  // also what is no file: whoever reads it says so
      if (is_folder) entry.disable_recursion_pending();
    }
  }
  if (error) return ReadError{error.message()};
  if (files.empty()) return ReadError{"the folder holds no .pathway file"};
  std::ranges::sort(files);
  return files;
}

}  // namespace waymark
