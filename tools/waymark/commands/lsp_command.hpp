#pragma once

#include "tools/report/reply.hpp"
#include "tools/waymark/io/loading.hpp"

namespace waymark {

struct LspOptions : CommonOptions {
  bool stdio = true;  // some editors say so; there is no other way
};

// Serves an editor over standard input and output until it says `exit`.
Reply serve_editor(const LspOptions& options, const Surroundings& surroundings);

}  // namespace waymark
