#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace waymark {

// How many mistakes or problems a text for people lists. Nobody reads more than a page of them.
inline constexpr std::size_t most_listed = 50;

// "1 more error", "12 more errors"
inline std::string more_of(std::size_t count, std::string_view noun) {
  return fmt::format("{} more {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace waymark
