#pragma once

#include "tools/language_server/view.hpp"

namespace waymark::lsp {

// Answers `textDocument/completion` with what may be written at the place.
Answer handle_completion(const Request& request);

}  // namespace waymark::lsp
