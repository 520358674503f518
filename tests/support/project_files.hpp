#pragma once

#include <string>
#include <string_view>

namespace waymark {

// The path of a file of the project, given as "/stdlib"; "" gives the project's own folder.
std::string in_project(std::string_view path);

// The path of the program that was built with these tests.
std::string waymark_program();

}  // namespace waymark
