#pragma once

#include <string>
#include <string_view>

namespace waymark {

// A text as it stands between XML tags. What XML 1.0 cannot hold (control characters, bytes that are no
// UTF-8) becomes the replacement character.
std::string xml_text(std::string_view text);
// The same between the quotes of an attribute, where a reader would make blanks of tabs and line breaks.
std::string xml_attribute(std::string_view text);

}  // namespace waymark
