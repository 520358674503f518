#pragma once

#include "tools/language_server/view.hpp"

namespace waymark::lsp {

// Answers `textDocument/definition` and `textDocument/declaration`: where the name at the place is declared.
Answer handle_definition(const Request& request);
// Answers `textDocument/typeDefinition`: where the type of the fact, parameter or definition is declared.
Answer handle_type_definition(const Request& request);
// Answers `textDocument/references`: where the name is used, in all files.
Answer handle_references(const Request& request);
// Answers `textDocument/documentHighlight`: the same in this file.
Answer handle_highlight(const Request& request);

}  // namespace waymark::lsp
