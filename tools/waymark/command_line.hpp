#pragma once

#include <string>
#include <vector>

#include "tools/report/reply.hpp"
#include "tools/waymark/io/surroundings.hpp"

namespace waymark {

// Understands the arguments (without the program's name) and carries out the command that they name. A call
// that cannot be understood is `unusable`, with a suggestion where a word is near.
Reply run_command_line(const std::vector<std::string>& arguments, const Surroundings& surroundings);

}  // namespace waymark
