#pragma once

#include "tools/language_server/workspace.hpp"

namespace waymark::lsp {

// Speaks the Language Server Protocol over two file descriptors until `exit`, or until `input` ends. Returns
// the exit code: 0 where `shutdown` came first, else 1.
int serve(int input, int output, SourcePlace place);

}  // namespace waymark::lsp
