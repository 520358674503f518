#pragma once

#include <string>
#include <string_view>

namespace waymark {

// A text as the language writes it between its quotes: read again it is the same.
std::string escaped_text(std::string_view value);

}  // namespace waymark
