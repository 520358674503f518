#pragma once

#include "tools/language_server/view.hpp"

namespace waymark::lsp {

// Answers `textDocument/prepareRename` with the place of the name, or with why it cannot be renamed.
Answer handle_prepare_rename(const Request& request);
// Answers `textDocument/rename` with the edits in all files. Refuses a name that would be a mistake or would
// mean something else, and says why.
Answer handle_rename(const Request& request);

}  // namespace waymark::lsp
