#pragma once

#include <string>
#include <string_view>

namespace waymark {

// What `patch` understands: how to come from one text to the other, with three lines around each change.
// Empty where the texts are the same.
std::string unified_diff(std::string_view name, std::string_view before, std::string_view after);

}  // namespace waymark
