#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "tools/waymark/io/unfinished_file.hpp"

namespace waymark {

// A file that appears under its name in one step, when all of it is written; until then, or where the program
// ends before, there is none or the old one, and nothing half-written is left (unfinished_file.hpp). What is
// there but is no file (a device, a pipe) is written to as it is.
class AtomicFile {
 public:
  // Or the system's reason why it cannot be written. Of a symbolic link the file is meant that it leads to.
  static std::variant<AtomicFile, std::string> create(const std::string& path);

  AtomicFile(AtomicFile&& other) noexcept;
  AtomicFile& operator=(AtomicFile&&) = delete;
  ~AtomicFile();

  // After a failure nothing more is written.
  void write(std::string_view text);
  // The reason where anything could not be written; the old file is still there then. An old file's
  // permissions are taken over.
  std::optional<std::string> commit();

 private:
  AtomicFile(std::string path, std::optional<UnfinishedFile> unfinished, int descriptor)
      : path_{std::move(path)}, unfinished_{std::move(unfinished)}, descriptor_{descriptor} {}

  int publish();

  std::string path_;
  std::optional<UnfinishedFile> unfinished_;  // none: written to directly
  std::string buffer_;
  int descriptor_ = -1;
  int reason_ = 0;  // of the first failure
};

// Writes the file in one step; gives the reason where that fails.
std::optional<std::string> write_file(const std::string& path, std::string_view text);

// Whether the file begins with this line: files that the program made are known by it. Reads no more of it.
bool has_first_line(const std::string& path, std::string_view line);

}  // namespace waymark
