#pragma once

#include <filesystem>
#include <string>

namespace waymark {

// A folder of its owner's, which goes with him.
class TestFolder {
 public:
  // Throws std::filesystem::filesystem_error where none can be made.
  TestFolder();
  ~TestFolder();
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::string path(const std::string& name) const { return path_ / name; }
  // Makes the file, and the folders on the way to it; gives its path.
  std::string write(const std::string& name, const std::string& text) const;
  std::string read(const std::string& name) const;
  bool has(const std::string& name) const { return std::filesystem::exists(path_ / name); }
  // How many files and folders there are in it, hidden ones too.
  std::size_t size() const;

 private:
  std::filesystem::path path_;
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
