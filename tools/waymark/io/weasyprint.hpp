#pragma once

#include <string>
#include <variant>

#include "tools/report/reply.hpp"

namespace waymark {

// Asks the program `weasyprint` to print a page that needs nothing beside it. Gives a PDF, or a Reply with
// exit code 2 where the program is missing or fails.
std::variant<std::string, Reply> printed_by_weasyprint(const std::string& html);

}  // namespace waymark
