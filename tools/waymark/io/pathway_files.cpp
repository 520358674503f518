#include "tools/waymark/io/pathway_files.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace waymark {

namespace fs = std::filesystem;

namespace {

bool is_hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

// Files go into the result, folders to those that are still to be looked into.
void sort_out(const fs::directory_entry& entry, PathwayFiles& result, std::vector<fs::path>& folders) {
  std::error_code unknown;
  if (is_hidden(entry.path())) return;
  if (entry.path().extension() == ".pathway")
    result.files.push_back(entry.path().string());  // also what is no file: whoever reads it says so
  else if (entry.is_directory(unknown) && !entry.is_symlink(unknown))
    folders.push_back(entry.path());
}

void look_into(const fs::path& folder, PathwayFiles& result, std::vector<fs::path>& folders) {
  std::error_code error;
  for (fs::directory_iterator entry{folder, error}, end; !error && entry != end; entry.increment(error))
    sort_out(*entry, result, folders);
  if (error) result.unread.push_back({folder.string(), error.message()});
}

}  // namespace

PathwayFiles pathway_files_below(const std::string& path) {
  std::error_code error;
  if (!fs::is_directory(path, error)) return {{path}, {}};
  PathwayFiles result;
  std::vector<fs::path> folders{fs::path{path}.lexically_normal()};
  while (!folders.empty()) {
    const auto folder = std::move(folders.back());
    folders.pop_back();
    look_into(folder, result, folders);
  }
  if (result.files.empty() && result.unread.empty())
    result.unread.push_back({path, "the folder holds no .pathway file"});
  std::ranges::sort(result.files);
  std::ranges::sort(result.unread, {}, &PathwayFiles::Unread::path);
  return result;
}

}  // namespace waymark
