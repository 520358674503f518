#pragma once

#include "tools/language_server/view.hpp"

namespace waymark::lsp {

// Answers `textDocument/semanticTokens/full`: what each name, unit and citation of the file is.
Answer handle_tokens(const Request& request);
// Answers `textDocument/semanticTokens/range`.
Answer handle_range_tokens(const Request& request);

// Returns the words that the numbers of the tokens stand for.
Json token_legend();

}  // namespace waymark::lsp
