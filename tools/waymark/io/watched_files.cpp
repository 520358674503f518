#include "tools/waymark/io/watched_files.hpp"

#include <algorithm>
#include <sys/stat.h>

namespace waymark {

namespace fs = std::filesystem;

namespace {

void append_file(const fs::path& path, std::vector<FileState>& states) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return;
  states.emplace_back(path.string(), status.st_ino, status.st_size, status.st_mtim.tv_sec,
                      status.st_mtim.tv_nsec);
}

// Pathways, lists of codes beside them, and bindings to records.
bool is_read(const fs::path& file) {
  const auto extension = file.extension();
  return extension == ".pathway" || extension == ".csv" || extension == ".json" || extension == ".binding";
}

void append_folder(const fs::path& folder, std::vector<FileState>& states) {
  std::error_code error;
  for (fs::directory_iterator entry{folder, error}, end; !error && entry != end; entry.increment(error)) {
    if (is_read(entry->path())) append_file(entry->path(), states);
  }
}

}  // namespace

std::vector<FileState> state_of(const std::vector<fs::path>& watched) {
  std::vector<FileState> states;
  std::error_code error;
  for (const auto& path : watched) {
    if (fs::is_directory(path, error))
      append_folder(path, states);
    else
      append_file(path, states);
  }
  std::ranges::sort(states);
  return states;
}

std::vector<fs::path> watched_paths(const std::vector<std::string>& paths, const CommonOptions& options,
                                    const Surroundings& surroundings) {
  std::vector<fs::path> result;
  std::error_code error;
  for (const fs::path path : paths) {
    result.push_back(path);
    result.push_back((fs::is_directory(path, error) ? path : path.parent_path()) / "libraries");
  }
  const auto stdlib = stdlib_folder(options, surroundings);
  if (const auto* folder = std::get_if<fs::path>(&stdlib)) result.push_back(*folder);
  return result;
}

}  // namespace waymark
