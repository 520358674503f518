#pragma once

#include <string_view>

namespace waymark {

// Of the program and of its JSON: "0.1.0".
extern const std::string_view version;

}  // namespace waymark
