#include "tools/waymark/replace_file.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace waymark {
namespace {

namespace fs = std::filesystem;

// 0, or the system's reason.
int write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno != EINTR) return errno;
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

// Whose file it is stays as it was where the system allows that.
int take_over_permissions(int descriptor, const struct stat& old) {
  if (::fchown(descriptor, old.st_uid, old.st_gid) != 0) errno = 0;
  return ::fchmod(descriptor, old.st_mode & 07777) == 0 ? 0 : errno;
}

int fill(int descriptor, std::string_view text, const struct stat& old) {
  int reason = write_all(descriptor, text);
  if (reason == 0) reason = take_over_permissions(descriptor, old);
  if (reason == 0 && ::fsync(descriptor) != 0) reason = errno;
  if (::close(descriptor) != 0 && reason == 0) reason = errno;
  return reason;
}

int replace(const fs::path& target, std::string_view text) {
  struct stat old {};
  if (::stat(target.c_str(), &old) != 0 || ::access(target.c_str(), W_OK) != 0) return errno;
  auto temporary = (target.parent_path() / ("." + target.filename().string() + ".XXXXXX")).string();
  const int descriptor = ::mkstemp(temporary.data());
  if (descriptor < 0) return errno;
  int reason = fill(descriptor, text, old);
  if (reason == 0 && std::rename(temporary.c_str(), target.c_str()) != 0) reason = errno;
  if (reason != 0) ::unlink(temporary.c_str());
  return reason;
}

}  // namespace

std::optional<std::string> replace_file(const std::string& path, std::string_view text) {
  std::error_code error;
  const auto target = fs::canonical(path, error);
  if (error) return error.message();
  const int reason = replace(target, text);
  return reason == 0 ? std::nullopt : std::optional<std::string>{std::strerror(reason)};
}

}  // namespace waymark
