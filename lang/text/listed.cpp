#include "lang/text/listed.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace waymark {

std::string listed(std::span<const std::string> names, std::string_view mark, std::size_t most) {
  std::string result;
  for (const auto& name : names.first(std::min(names.size(), most)))
    result += fmt::format("{}{}{}{}", result.empty() ? "" : ", ", mark, name, mark);
  if (names.size() > most) result += fmt::format(" and {} more", names.size() - most);
  return result;
}

}  // namespace waymark
