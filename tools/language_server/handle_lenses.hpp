#pragma once

#include "tools/language_server/view.hpp"

namespace waymark::lsp {

// Answers `textDocument/codeLens`: how often a definition is used; once the scenarios ran, in how many of
// them a recommendation is advised, and whether a scenario passes.
Answer handle_lenses(const Request& request);

}  // namespace waymark::lsp
