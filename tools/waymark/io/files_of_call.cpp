#include "tools/waymark/io/files_of_call.hpp"

#include <filesystem>
#include <map>
#include <sys/stat.h>
#include <tuple>
#include <unistd.h>
#include <utility>

#include <fmt/format.h>

namespace waymark {

namespace {

namespace fs = std::filesystem;

// What one file is told from another by: where it is not there yet, by its folder and its name.
using Identity = std::tuple<dev_t, ino_t, std::string>;

std::optional<Identity> identity(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0) {
    if (!S_ISREG(status.st_mode)) return std::nullopt;
    return Identity{status.st_dev, status.st_ino, ""};
  }
  const fs::path named{path};
  const auto folder = named.has_parent_path() ? named.parent_path() : fs::path{"."};
  if (::stat(folder.c_str(), &status) != 0) return std::nullopt;
  return Identity{status.st_dev, status.st_ino, named.filename().string()};
}

std::string descriptor_path(int descriptor) { return fmt::format("/proc/self/fd/{}", descriptor); }

}  // namespace

FilesOfCall::FilesOfCall(const CommonOptions& options, const Surroundings& surroundings) {
  const auto stdlib = stdlib_folder(options, surroundings);
  if (const auto* folder = std::get_if<fs::path>(&stdlib))
    reads_folder(*folder, "belongs to the standard library");
  taken_.push_back({descriptor_path(surroundings.standard_input), "standard input reads"});
  taken_.push_back({descriptor_path(STDOUT_FILENO), "standard output writes"});
  taken_.push_back({descriptor_path(STDERR_FILENO), "standard error writes"});
}

void FilesOfCall::reads_folder(const fs::path& folder, const std::string& what) {
  std::error_code error;
  for (fs::directory_iterator entry{folder, error}, end; !error && entry != end; entry.increment(error)) {
    if (entry->path().extension() == ".pathway") taken_.push_back({entry->path().string(), what});
  }
}

void FilesOfCall::reads_pathway(const std::string& path) {
  const std::string what = "belongs to the pathway";
  std::error_code error;
  const bool is_folder = fs::is_directory(path, error);
  if (is_folder)
    reads_folder(path, what);
  else
    taken_.push_back({path, what});
  reads_folder((is_folder ? fs::path{path} : fs::path{path}.parent_path()) / "libraries", what);
}

void FilesOfCall::reads(std::string_view option, const std::optional<std::string>& path) {
  if (path && *path != "-") taken_.push_back({*path, fmt::format("{} reads", option)});
}

void FilesOfCall::writes(std::string_view option, const std::optional<std::string>& path) {
  if (path) outputs_.push_back({std::string{option}, *path});
}

std::optional<Reply> FilesOfCall::refusal() const {
  std::map<Identity, std::string> taken;
  for (const auto& file : taken_) {
    if (const auto its = identity(file.path)) taken.emplace(*its, file.what);
  }
  for (const auto& output : outputs_) {
    if (output.path == "-")
      return Reply{
          ExitCode::unusable, {}, program_message(output.option + " needs the name of a file, found `-`")};
    const auto its = identity(output.path);
    if (!its) continue;
    const auto [found, is_new] = taken.emplace(*its, fmt::format("{} writes", output.option));
    if (is_new) continue;
    return Reply{ExitCode::unusable,
                 {},
                 program_message(fmt::format("{} would write over `{}`, which {}", output.option, output.path,
                                             found->second))};
  }
  return std::nullopt;
}

}  // namespace waymark
