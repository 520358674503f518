#pragma once

#include "tools/language_server/view.hpp"

namespace waymark::lsp {

// Answers `textDocument/codeAction` with the fix of each diagnostic in the range, and with one action that
// makes all fixes of the file.
Answer handle_code_actions(const Request& request);

}  // namespace waymark::lsp
