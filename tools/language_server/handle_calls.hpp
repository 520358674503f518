#pragma once

#include "tools/language_server/view.hpp"

namespace waymark::lsp {

// Answers `textDocument/prepareCallHierarchy` with the declaration of the name at the place.
Answer handle_prepare_calls(const Request& request);
// Answers `callHierarchy/incomingCalls`: the declarations and statements that rest on it.
Answer handle_incoming_calls(const Request& request);
// Answers `callHierarchy/outgoingCalls`: the declarations that it rests on.
Answer handle_outgoing_calls(const Request& request);

}  // namespace waymark::lsp
