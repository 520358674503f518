#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace waymark {

// What could not even be read: the path and the system's reason.
struct LoadError {
  std::string path;
  std::string reason;
  bool is_absent = false;  // there is nothing of that name
};

struct SourceEntry {
  std::string name;
  bool is_folder = false;
};

// Where the texts of pathways come from.
class SourceProvider {
 public:
  virtual ~SourceProvider() = default;
  virtual bool is_folder(const std::filesystem::path& path) const = 0;
  // What stands in a folder, sorted by name.
  virtual std::variant<std::vector<SourceEntry>, LoadError> entries(
      const std::filesystem::path& folder) const = 0;
  // Reads no further than a little beyond the largest size of a file.
  virtual std::variant<std::string, LoadError> read(const std::filesystem::path& file) const = 0;
};

const SourceProvider& disk();

// Texts by their paths; folders are what the paths say.
class MemorySources : public SourceProvider {
 public:
  void put(const std::filesystem::path& file, std::string text);

  bool is_folder(const std::filesystem::path& path) const override;
  std::variant<std::vector<SourceEntry>, LoadError> entries(
      const std::filesystem::path& folder) const override;
  std::variant<std::string, LoadError> read(const std::filesystem::path& file) const override;

 private:
  std::map<std::filesystem::path, std::string> texts_;
};

// Texts of which some are newer than what is beneath them, as in an editor.
class LayeredSources : public SourceProvider {
 public:
  LayeredSources(const SourceProvider& above, const SourceProvider& beneath)
      : above_{above}, beneath_{beneath} {}

  bool is_folder(const std::filesystem::path& path) const override;
  std::variant<std::vector<SourceEntry>, LoadError> entries(
      const std::filesystem::path& folder) const override;
  std::variant<std::string, LoadError> read(const std::filesystem::path& file) const override;

 private:
  const SourceProvider& above_;
  const SourceProvider& beneath_;
};

}  // namespace waymark
