#pragma once

#include <string>
#include <string_view>

namespace waymark {

// What may stand as an id and behind `#`: letters, digits, points, dashes and underscores stay, all else
// becomes its number.
std::string html_id(std::string_view prefix, std::string_view name);

}  // namespace waymark
