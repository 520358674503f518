#pragma once

#include "tools/language_server/view.hpp"

namespace waymark::lsp {

// Answers `textDocument/inlayHint` with the type of each definition that does not say it, and with what each
// score can come to; under a chosen scenario also with what it makes of conditions and statements.
Answer handle_hints(const Request& request);

}  // namespace waymark::lsp
