#include <algorithm>
#include <cerrno>
#include <cstring>
#include <unistd.h>

#include "lang/modules/open_file.hpp"
#include "lang/modules/source_provider.hpp"
#include "lang/text/source.hpp"

namespace waymark {
namespace {

namespace fs = std::filesystem;

// A folder that is a link to nowhere may have held it.
bool is_absent(const fs::path& path) {
  std::error_code error;
  if (fs::symlink_status(path, error).type() != fs::file_type::not_found) return false;
  const auto folder = path.parent_path();
  return !fs::is_symlink(folder, error) || fs::exists(folder, error);
}

std::variant<std::string, LoadError> read_all(int descriptor, const fs::path& file) {
  std::string text;
  char buffer[1 << 16];
  while (text.size() <= maximum_file_size) {  // what is larger is refused with a message of its own
    const auto count = ::read(descriptor, buffer, sizeof buffer);
    if (count == 0) break;
    if (count > 0) text.append(buffer, static_cast<std::size_t>(count));
    if (count < 0 && errno != EINTR) return LoadError{file.string(), std::strerror(errno)};
  }
  return text;
}

class Disk : public SourceProvider {
 public:
  bool is_folder(const fs::path& path) const override {
    std::error_code error;
    return fs::is_directory(path, error);
  }

  std::variant<std::vector<SourceEntry>, LoadError> entries(const fs::path& folder) const override {
    std::error_code error, unknown;
    std::vector<SourceEntry> result;
    for (fs::directory_iterator entry{folder, error}, end; !error && entry != end; entry.increment(error))
      result.push_back({entry->path().filename().string(), entry->is_directory(unknown)});
    if (error) return LoadError{folder.string(), error.message(), is_absent(folder)};
    std::ranges::sort(result, {}, &SourceEntry::name);
    return result;
  }

  std::variant<std::string, LoadError> read(const fs::path& file) const override {
    auto opened = open_for_reading(file.string(), OtherFiles::refused);
    if (auto* reason = std::get_if<std::string>(&opened))
      return LoadError{file.string(), std::move(*reason), is_absent(file)};
    const int descriptor = std::get<int>(opened);
    auto text = read_all(descriptor, file);
    ::close(descriptor);
    return text;
  }
};

}  // namespace

const SourceProvider& disk() {
  static const Disk result;
  return result;
}

}  // namespace waymark
