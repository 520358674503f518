#pragma once

#include <string_view>

#include "interpreter/facts/facts_problems.hpp"
#include "interpreter/facts/json/json_document.hpp"

namespace waymark {

// Reports why a text is no JSON (PW0801 to PW0803).
void report(const json::ParseError& error, std::string_view text, FactsProblems& problems);

}  // namespace waymark
