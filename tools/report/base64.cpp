#include "tools/report/base64.hpp"

#include <cstdint>

namespace waymark {

std::string to_base64(std::string_view bytes) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string result;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : bytes) {
    bits = (bits << 8) | static_cast<std::uint8_t>(c);
    for (count += 8; count >= 6; count -= 6) result += letters[(bits >> (count - 6)) & 63];
  }
  if (count > 0) result += letters[(bits << (6 - count)) & 63];
  while (result.size() % 4 != 0) result += '=';
  return result;
}

}  // namespace waymark
