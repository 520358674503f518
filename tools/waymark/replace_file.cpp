#include "tools/waymark/replace_file.hpp"

#include <cerrno>
#include <cstring>
#include <unistd.h>

#include "tools/waymark/atomic_file.hpp"

namespace waymark {

std::optional<std::string> replace_file(const std::string& path, std::string_view text) {
  if (::access(path.c_str(), W_OK) != 0) return std::strerror(errno);
  auto created = AtomicFile::create(path);
  if (auto* reason = std::get_if<std::string>(&created)) return std::move(*reason);
  auto& file = std::get<AtomicFile>(created);
  file.write(text);
  return file.commit();
}

}  // namespace waymark
