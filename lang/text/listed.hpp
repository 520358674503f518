#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace waymark {

// Names one after the other, each between two `mark`s: "a, b, c". Of more than `most` names only the first
// ones, and how many others there are: "a, b, c and 97 more".
std::string listed(std::span<const std::string> names, std::string_view mark = "", std::size_t most = 30);
// The same of `count` names, of which `name_of` gives each that is shown.
std::string listed(std::size_t count, const std::function<std::string_view(std::size_t)>& name_of,
                   std::string_view mark = "", std::size_t most = 30);

}  // namespace waymark
