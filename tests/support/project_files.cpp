#include "project_files.hpp"

namespace waymark {

// Only this file knows where the project stands, so that the compiler cache serves a clone in another folder.
std::string in_project(std::string_view path) { return WAYMARK_ROOT + std::string{path}; }

std::string waymark_program() { return WAYMARK_PROGRAM; }

}  // namespace waymark
