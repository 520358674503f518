#pragma once

#include <string>

#include "tools/language_server/message.hpp"

namespace waymark {

// Answers of the language server as text for golden files: lines and columns from 1, files by their names.
std::string shown(const lsp::Json& position);
std::string shown_range(const lsp::Json& range);
std::string shown_name(const lsp::Json& uri);
std::string quoted(const lsp::Json& text);
std::string shown_edits(const lsp::Json& edits);
std::string shown_changes(const lsp::Json& edit);
std::string shown_locations(const lsp::Json& locations);
std::string shown_diagnostic(const lsp::Json& diagnostic);
std::string shown_symbol(const lsp::Json& symbol, const std::string& indent);
// All of an answer, with the names of files alone.
std::string shown_json(const lsp::Json& json);

}  // namespace waymark
