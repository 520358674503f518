#include "tools/waymark/io/atomic_file.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "tools/waymark/io/descriptor.hpp"

namespace waymark {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t buffer_size = std::size_t{1} << 20;

// As a new file would have them.
int set_usual_permissions(int descriptor) {
  const auto mask = ::umask(0);
  ::umask(mask);
  return ::fchmod(descriptor, 0666 & ~mask) == 0 ? 0 : errno;
}

// Whose file it is stays as it was where the system allows that.
int take_over_permissions(int descriptor, const struct stat& old) {
  if (::fchown(descriptor, old.st_uid, old.st_gid) != 0) errno = 0;
  return ::fchmod(descriptor, old.st_mode & 07777) == 0 ? 0 : errno;
}

}  // namespace

std::variant<AtomicFile, std::string> AtomicFile::create(const std::string& path) {
  std::error_code error;
  struct stat old {};
  const bool is_there = ::stat(path.c_str(), &old) == 0;
  if (is_there && !S_ISREG(old.st_mode)) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) return std::strerror(errno);
    return AtomicFile{path, std::nullopt, descriptor};
  }
  if (is_there && ::access(path.c_str(), W_OK) != 0) return std::strerror(errno);
  const fs::path target = is_there ? fs::canonical(path, error) : fs::path{path};
  if (error) return error.message();
  auto made = UnfinishedFile::beside(target.string());
  if (const auto* reason = std::get_if<int>(&made)) return std::strerror(*reason);
  auto& unfinished = std::get<UnfinishedFile>(made);
  const int descriptor = unfinished.descriptor();
  AtomicFile file{target.string(), std::move(unfinished), descriptor};
  file.reason_ = is_there ? take_over_permissions(descriptor, old) : set_usual_permissions(descriptor);
  return file;
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : path_{std::move(other.path_)},
      unfinished_{std::move(other.unfinished_)},
      buffer_{std::move(other.buffer_)},
      descriptor_{std::exchange(other.descriptor_, -1)},
      reason_{other.reason_} {}

AtomicFile::~AtomicFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void AtomicFile::write(std::string_view text) {
  buffer_.append(text);
  if (buffer_.size() < buffer_size) return;
  if (reason_ == 0) reason_ = write_all(descriptor_, buffer_);
  buffer_.clear();
}

int AtomicFile::publish() {
  int reason = reason_ == 0 ? write_all(descriptor_, buffer_) : reason_;
  if (reason == 0 && unfinished_ && ::fsync(descriptor_) != 0) reason = errno;
  if (::close(std::exchange(descriptor_, -1)) != 0 && reason == 0) reason = errno;
  return reason == 0 && unfinished_ ? unfinished_->become(path_) : reason;
}

std::optional<std::string> AtomicFile::commit() {
  const int reason = publish();
  return reason == 0 ? std::nullopt : std::optional<std::string>{std::strerror(reason)};
}

std::optional<std::string> write_file(const std::string& path, std::string_view text) {
  auto created = AtomicFile::create(path);
  if (auto* reason = std::get_if<std::string>(&created)) return std::move(*reason);
  auto& file = std::get<AtomicFile>(created);
  file.write(text);
  return file.commit();
}

bool has_first_line(const std::string& path, std::string_view line) {
  std::ifstream file{path, std::ios::binary};
  std::string begin(line.size() + 1, '\0');
  file.read(begin.data(), static_cast<std::streamsize>(begin.size()));
  return file.gcount() == static_cast<std::streamsize>(begin.size()) && begin.starts_with(line) &&
         begin.back() == '\n';
}

}  // namespace waymark
