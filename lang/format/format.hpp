#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "lang/text/diagnostics.hpp"
#include "lang/text/source.hpp"

namespace waymark {

// The file in the canonical layout, which means the same and keeps every comment. Reports syntax errors and
// gives nothing where there are some.
std::optional<std::string> format(const Sources& sources, std::uint32_t file, Diagnostics& diagnostics);

}  // namespace waymark
