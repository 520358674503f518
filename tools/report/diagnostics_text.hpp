#pragma once

#include <string>
#include <vector>

#include "lang/text/diagnostics.hpp"
#include "lang/text/source.hpp"

namespace waymark {

// The diagnostics with their code frames, blank lines between them. Of very many the first ones, errors
// before warnings; then a line says how many are left out, and how to see them all.
std::string diagnostics_text(const std::vector<Diagnostic>& diagnostics, const Sources& sources, bool color);

}  // namespace waymark
