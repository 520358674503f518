#pragma once

#include <string_view>

namespace waymark {

// Writes `text` to the open file. Returns 0, or the system's reason (errno) why not all of it could be
// written.
int write_all(int descriptor, std::string_view text);

}  // namespace waymark
