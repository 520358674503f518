#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace waymark {

// Names one after the other, each between two `mark`s: "a, b, c". Of more than `most` names only the first
// ones, and how many others there are: "a, b, c and 97 more".
std::string listed(std::span<const std::string> names, std::string_view mark = "", std::size_t most = 30);

}  // namespace waymark
