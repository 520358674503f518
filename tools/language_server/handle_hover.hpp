#pragma once

#include "tools/language_server/view.hpp"

namespace waymark::lsp {

// Answers `textDocument/hover` with what is known of the name or the unit at the place.
Answer handle_hover(const Request& request);

}  // namespace waymark::lsp
