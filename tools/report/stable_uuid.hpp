#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace waymark {

// Returns a UUID of version 8 (RFC 9562) that depends on the parts, and on where one ends and the next
// begins, and on nothing else: the same parts give the same UUID anywhere.
std::string stable_uuid(std::initializer_list<std::string_view> parts);

}  // namespace waymark
