#pragma once

#include <cstdint>

#include "lang/text/diagnostics.hpp"
#include "lang/text/source.hpp"

namespace waymark {

// Whether a file's bytes can be read as a pathway: UTF-8 without NUL bytes, and not too large.
// Reports the first byte that cannot. A byte order mark of UTF-8 at the beginning and CRLF line ends are
// accepted.
bool check_source_text(const Sources& sources, std::uint32_t file, Diagnostics& diagnostics);

}  // namespace waymark
