#include "share.hpp"

#include <algorithm>
#include <cstdlib>

namespace waymark::test {
namespace {

std::uint64_t parts() {
  static const char* const text = std::getenv("WAYMARK_SHARE");
  return text ? std::max<std::uint64_t>(std::strtoull(text, nullptr, 10), 1) : 1;
}

}  // namespace

std::uint64_t share(std::uint64_t usual) { return std::max<std::uint64_t>(usual / parts(), 1); }

std::uint64_t least(std::uint64_t usual) { return parts() == 1 ? usual : 0; }

}  // namespace waymark::test
