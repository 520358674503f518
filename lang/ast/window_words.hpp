#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "lang/ast/expressions.hpp"

namespace waymark {

// In the order of `ast::WindowFunction`.
inline constexpr auto window_words = std::to_array<std::string_view>(
    {"highest", "lowest", "earliest", "latest", "previous", "average", "total", "number of"});

// "number of": how the language says the function.
constexpr std::string_view word_of(ast::WindowFunction function) {
  return window_words[static_cast<std::size_t>(function)];
}

}  // namespace waymark
