#include "tools/waymark/io/anonymous_file.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace waymark {
namespace {

constexpr std::size_t most_pending = 64'000;

std::string reason() { return std::strerror(errno); }

int open_anonymous() {
  const char* const named = std::getenv("TMPDIR");
  const std::string folder = named && *named ? named : "/tmp";
  const int descriptor = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (descriptor >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != ENOENT)) return descriptor;
  auto name = folder + "/waymark-XXXXXX";
  const int with_name = ::mkostemp(name.data(), O_CLOEXEC);
  if (with_name >= 0) ::unlink(name.c_str());
  return with_name;
}

}  // namespace

AnonymousFile::~AnonymousFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::optional<std::string> AnonymousFile::write(std::string_view bytes) {
  pending_ += bytes;
  size_ += bytes.size();
  return pending_.size() < most_pending ? std::nullopt : flush();
}

std::optional<std::string> AnonymousFile::flush() {
  if (descriptor_ < 0) descriptor_ = open_anonymous();
  if (descriptor_ < 0) return reason();
  for (std::string_view left = pending_; !left.empty();) {
    const auto count = ::write(descriptor_, left.data(), left.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return reason();
    left.remove_prefix(static_cast<std::size_t>(count));
  }
  pending_.clear();
  return std::nullopt;
}

std::optional<std::string> AnonymousFile::take(std::string& bytes) {
  bytes.clear();
  if (size_ == 0) return std::nullopt;
  if (auto failure = flush()) return failure;
  bytes.resize(size_);
  for (std::size_t begin = 0; begin < bytes.size();) {
    const auto count =
        ::pread(descriptor_, bytes.data() + begin, bytes.size() - begin, static_cast<off_t>(begin));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return count < 0 ? reason() : "the file has become shorter";
    begin += static_cast<std::size_t>(count);
  }
  ::close(std::exchange(descriptor_, -1));
  std::exchange(pending_, {});
  size_ = 0;
  return std::nullopt;
}

}  // namespace waymark
