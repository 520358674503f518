#include "tools/waymark/atomic_file.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace waymark {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t buffer_size = std::size_t{1} << 20;

// 0, or the system's reason.
int write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno != EINTR) return errno;
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

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
    return AtomicFile{path, {}, descriptor};
  }
  if (is_there && ::access(path.c_str(), W_OK) != 0) return std::strerror(errno);
  const fs::path target = is_there ? fs::canonical(path, error) : fs::path{path};
  if (error) return error.message();
  auto temporary = (target.parent_path() / ("." + target.filename().string() + ".XXXXXX")).string();
  const int descriptor = ::mkstemp(temporary.data());
  if (descriptor < 0) return std::strerror(errno);
  AtomicFile file{target.string(), std::move(temporary), descriptor};
  file.reason_ = is_there ? take_over_permissions(descriptor, old) : set_usual_permissions(descriptor);
  return file;
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : path_{std::move(other.path_)},
      temporary_{std::exchange(other.temporary_, {})},
      buffer_{std::move(other.buffer_)},
      descriptor_{std::exchange(other.descriptor_, -1)},
      reason_{other.reason_} {}

AtomicFile::~AtomicFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void AtomicFile::write(std::string_view text) {
  buffer_.append(text);
  if (buffer_.size() < buffer_size) return;
  if (reason_ == 0) reason_ = write_all(descriptor_, buffer_);
  buffer_.clear();
}

int AtomicFile::publish() {
  int reason = reason_ == 0 ? write_all(descriptor_, buffer_) : reason_;
  if (reason == 0 && !temporary_.empty() && ::fsync(descriptor_) != 0) reason = errno;
  if (::close(std::exchange(descriptor_, -1)) != 0 && reason == 0) reason = errno;
  if (reason != 0 || temporary_.empty()) return reason;
  if (std::rename(temporary_.c_str(), path_.c_str()) != 0) return errno;
  temporary_.clear();
  return 0;
}

std::optional<std::string> AtomicFile::commit() {
  const int reason = publish();
  return reason == 0 ? std::nullopt : std::optional<std::string>{std::strerror(reason)};
}

}  // namespace waymark
