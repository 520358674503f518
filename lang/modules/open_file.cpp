#include "lang/modules/open_file.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace waymark {
namespace {

bool is_link(const std::string& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0 && S_ISLNK(status.st_mode);
}

bool has_name(int pipe) {
  struct statfs system {};
  return ::fstatfs(pipe, &system) != 0 || system.f_type != PIPEFS_MAGIC;
}

// Empty where it may be read.
std::string objection(int descriptor, OtherFiles others) {
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) return std::strerror(errno);
  if (S_ISREG(status.st_mode)) return {};
  if (S_ISDIR(status.st_mode)) return "this is a folder, not a file";
  if (S_ISFIFO(status.st_mode)) return has_name(descriptor) ? "this is a named pipe, not a file" : "";
  return others == OtherFiles::devices ? "" : "this is a device, not a file";
}

std::string reason_of_failure(const std::string& path, int reason) {
  if (reason == ENOENT && is_link(path)) return "this is a link that leads nowhere";
  if (reason == ENXIO) return "this is a socket, not a file";
  return std::strerror(reason);
}

}  // namespace

std::variant<int, std::string> open_for_reading(const std::string& path, OtherFiles others) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (descriptor < 0) return reason_of_failure(path, errno);
  auto reason = objection(descriptor, others);
  if (reason.empty()) {
    ::fcntl(descriptor, F_SETFL, 0);  // only opening must not wait
    return descriptor;
  }
  ::close(descriptor);
  return reason;
}

}  // namespace waymark
