#pragma once

#include <cstdint>
#include <string_view>

#include "lang/syntax/binding_syntax.hpp"
#include "lang/text/diagnostics.hpp"

namespace waymark {

// Reads the text of a `*.binding` file, which is number `file` of the sources. The first mistake of the
// syntax is reported (PW0105); what stands before it is given.
binding::File parse_binding(std::string_view text, std::uint32_t file, Diagnostics& diagnostics);

}  // namespace waymark
