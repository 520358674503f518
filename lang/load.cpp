#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include <fmt/format.h>

#include "lang/compile.hpp"

namespace waymark {
namespace {

namespace fs = std::filesystem;

struct FileCloser {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

std::variant<LoadedFile, LoadError> read_file(const fs::path& path) {
  const std::unique_ptr<std::FILE, FileCloser> file{std::fopen(path.c_str(), "rb")};
  if (!file) return LoadError{path.string(), std::strerror(errno)};
  LoadedFile loaded{path.string(), {}};
  char buffer[1 << 16];
  while (const auto count = std::fread(buffer, 1, sizeof buffer, file.get())) {
    loaded.text.append(buffer, count);
    if (loaded.text.size() > maximum_file_size) break;  // refused with a message of its own
  }
  if (std::ferror(file.get())) return LoadError{path.string(), std::strerror(errno)};
  return loaded;
}

bool is_pathway_file(const fs::directory_entry& entry) {
  std::error_code error;
  return entry.path().extension() == ".pathway" && entry.is_regular_file(error);
}

// Somebody may have meant a folder in it: the first by name that holds a pathway.
std::string none_in(const fs::path& folder) {
  std::error_code error;
  std::vector<fs::path> nested;
  for (fs::directory_iterator entry{folder, error}, end; !error && entry != end; entry.increment(error)) {
    std::error_code unreadable;
    for (const auto& file : fs::directory_iterator{entry->path(), unreadable}) {
      if (is_pathway_file(file)) nested.push_back(entry->path());
    }
  }
  std::string reason = "the folder holds no .pathway file";
  if (!nested.empty()) reason += fmt::format("; did you mean `{}`?", std::ranges::min(nested).string());
  return reason;
}

std::variant<std::vector<fs::path>, LoadError> pathway_files(const fs::path& folder) {
  std::error_code error;
  std::vector<fs::path> files;
  for (fs::directory_iterator entry{folder, error}, end; !error && entry != end; entry.increment(error)) {
    if (is_pathway_file(*entry)) files.push_back(entry->path());
  }
  if (error) return LoadError{folder.string(), error.message()};
  if (files.empty()) return LoadError{folder.string(), none_in(folder)};
  std::ranges::sort(files);
  return files;
}

// The first word behind blanks and comments.
std::string_view first_word(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n\xEF\xBB\xBF";  // and the bytes of a byte order mark
  for (auto at = text.find_first_not_of(blanks); at != text.npos; at = text.find_first_not_of(blanks, at)) {
    if (text[at] != '#') return text.substr(at, text.find_first_of(" \t\r\n", at) - at);
    at = text.find('\n', at);
    if (at == text.npos) break;
  }
  return {};
}

bool is_library(const LoadedFile& file) { return first_word(file.text) == "library"; }

}  // namespace

std::vector<std::vector<LoadedFile>> split_by_header(std::vector<LoadedFile> files) {
  std::vector<std::vector<LoadedFile>> result;
  if (std::ranges::count_if(files, is_library) < 2) {
    result.push_back(std::move(files));
    return result;
  }
  std::vector<LoadedFile> together;
  for (auto& file : files) {
    if (is_library(file)) {
      result.emplace_back().push_back(std::move(file));
    } else {
      together.push_back(std::move(file));
    }
  }
  if (!together.empty()) result.push_back(std::move(together));
  return result;
}

std::variant<std::vector<LoadedFile>, LoadError> load_pathway(const fs::path& path) {
  std::error_code error;
  std::vector<fs::path> paths{path};
  if (fs::is_directory(path, error)) {
    auto found = pathway_files(path.lexically_normal());
    if (auto* problem = std::get_if<LoadError>(&found)) return *problem;
    paths = std::get<std::vector<fs::path>>(std::move(found));
  }
  std::vector<LoadedFile> files;
  for (const auto& file : paths) {
    auto loaded = read_file(file);
    if (auto* problem = std::get_if<LoadError>(&loaded)) return *problem;
    files.push_back(std::get<LoadedFile>(std::move(loaded)));
  }
  return files;
}

}  // namespace waymark
