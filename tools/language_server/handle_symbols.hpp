#pragma once

#include <string>

#include "tools/language_server/view.hpp"

namespace waymark::lsp {

// Answers `textDocument/documentSymbol` with what the file declares and says, nested.
Answer handle_document_symbols(const Request& request);
// Answers `textDocument/foldingRange`: whatever goes over several lines, and runs of comments.
Answer handle_folding(const Request& request);
// Answers `textDocument/selectionRange`: from the name to the statement, the section and the file.
Answer handle_selection(const Request& request);
// Answers `textDocument/documentLink`: each `use`, and each address of a source.
Answer handle_links(const Request& request);

// Returns the names of a pathway that hold the letters of `query` in their order, for `workspace/symbol`.
Json matching_symbols(const View& view, const std::string& query);

}  // namespace waymark::lsp
