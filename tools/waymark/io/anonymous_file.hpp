#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace waymark {

// A file on disk that has no name, so that nobody else can open it and nothing of it stays. It stands in the
// folder that TMPDIR names, else in /tmp.
class AnonymousFile {
 public:
  // Nothing is made before the first byte is written.
  AnonymousFile() = default;
  AnonymousFile(AnonymousFile&& other) noexcept
      : descriptor_{std::exchange(other.descriptor_, -1)},
        pending_{std::move(other.pending_)},
        size_{std::exchange(other.size_, 0)} {}
  AnonymousFile& operator=(AnonymousFile&&) = delete;
  ~AnonymousFile();

  // Appends; or the system's reason why that fails.
  std::optional<std::string> write(std::string_view bytes);
  // Gives all that was written, and frees the disk; or the system's reason.
  std::optional<std::string> take(std::string& bytes);

  std::uint64_t size() const { return size_; }

 private:
  std::optional<std::string> flush();

  int descriptor_ = -1;
  std::string pending_;  // not written yet
  std::uint64_t size_ = 0;
};

}  // namespace waymark
