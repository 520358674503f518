#pragma once

#include "tools/language_server/view.hpp"

namespace waymark::lsp {

// Answers `textDocument/signatureHelp` with what stands in the parentheses of the function, or in the braces
// of the `choose`, around the place.
Answer handle_signature(const Request& request);

}  // namespace waymark::lsp
