#include "tools/document/html_id.hpp"

#include <fmt/format.h>

#include "lang/text/characters.hpp"

namespace waymark {

std::string html_id(std::string_view prefix, std::string_view name) {
  std::string result{prefix};
  for (const char c : name) {
    if (is_letter_or_digit(c) || c == '.' || c == '-' || c == '_')
      result += c;
    else
      result += fmt::format("~{}", static_cast<int>(static_cast<unsigned char>(c)));
  }
  return result;
}

}  // namespace waymark
