#pragma once

#include "tools/language_server/view.hpp"

namespace waymark::lsp {

// Answers `textDocument/formatting` with the edits that make of the file what `waymark fmt` would. Nothing
// where the file cannot be read.
Answer handle_formatting(const Request& request);
// Answers `textDocument/rangeFormatting` with those of these edits that touch the range.
Answer handle_range_formatting(const Request& request);

}  // namespace waymark::lsp
