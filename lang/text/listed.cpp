#include "lang/text/listed.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace waymark {

std::string listed(std::span<const std::string> names, std::string_view mark, std::size_t most) {
  return listed(
      names.size(), [&](std::size_t i) { return std::string_view{names[i]}; }, mark, most);
}

std::string listed(std::size_t count, const std::function<std::string_view(std::size_t)>& name_of,
                   std::string_view mark, std::size_t most) {
  std::string result;
  for (std::size_t i = 0; i < std::min(count, most); ++i)
    result += fmt::format("{}{}{}{}", result.empty() ? "" : ", ", mark, name_of(i), mark);
  if (count > most) result += fmt::format(" and {} more", count - most);
  return result;
}

}  // namespace waymark
