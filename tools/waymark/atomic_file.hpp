#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace waymark {

// A file that appears under its name in one step, when all of it is written; until then, or where the program
// ends before, there is none or the old one. What is there but is no file (a device, a pipe) is written to as
// it is.
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
  AtomicFile(std::string path, std::string temporary, int descriptor)
      : path_{std::move(path)}, temporary_{std::move(temporary)}, descriptor_{descriptor} {}

  int publish();

  std::string path_, temporary_;  // no temporary: written to directly
  std::string buffer_;
  int descriptor_ = -1;
  int reason_ = 0;  // of the first failure
};

}  // namespace waymark
