#pragma once

#include <string>
#include <string_view>

namespace waymark {

// A piece of a pathway's text on one line: without its comments, blanks and line breaks as single blanks.
// What stands between quotes stays as it is; a long text between three quotes comes on one line too.
std::string one_line(std::string_view text);

}  // namespace waymark
