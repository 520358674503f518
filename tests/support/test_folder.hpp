#pragma once

#include <filesystem>
#include <string>

#include "tests/support/temporary_folder.hpp"

namespace waymark {

// A folder to write files into, which goes with its owner.
class TestFolder {
 public:
  // Throws std::runtime_error where none can be made.
  TestFolder();

  const std::filesystem::path& path() const { return folder_.path(); }
  std::string path(const std::string& name) const { return path() / name; }
  // Makes the file, and the folders on the way to it; gives its path.
  std::string write(const std::string& name, const std::string& text) const;
  std::string read(const std::string& name) const;
  bool has(const std::string& name) const { return std::filesystem::exists(path(name)); }
  // How many files and folders there are in it, hidden ones too.
  std::size_t size() const;

 private:
  TemporaryFolder folder_;
};

// The project's folder is the current one as long as this lives: what is printed names paths as they are
// given.
class InProjectFolder {
 public:
  InProjectFolder();
  ~InProjectFolder();
  InProjectFolder(const InProjectFolder&) = delete;
  InProjectFolder& operator=(const InProjectFolder&) = delete;

 private:
  std::filesystem::path before_;
};

}  // namespace waymark
