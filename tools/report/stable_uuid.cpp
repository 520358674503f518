#include "tools/report/stable_uuid.hpp"

#include <fmt/format.h>

#include "lang/text/sha256.hpp"

namespace waymark {

std::string stable_uuid(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const auto part : parts) text += fmt::format("{}:{}", part.size(), part);
  auto bytes = sha256(text);
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0f) | 0x80);  // the version
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3f) | 0x80);  // the variant
  std::string result;
  for (std::size_t i = 0; i < 16; ++i)
    result += fmt::format("{}{:02x}", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", bytes[i]);
  return result;
}

}  // namespace waymark
