#include "tools/waymark/io/replace_file.hpp"

#include <cerrno>
#include <cstring>
#include <unistd.h>

#include "tools/waymark/io/atomic_file.hpp"

namespace waymark {

std::optional<std::string> replace_file(const std::string& path, std::string_view text) {
  if (::access(path.c_str(), W_OK) != 0) return std::strerror(errno);
  return write_file(path, text);
}

}  // namespace waymark
