#pragma once

#include <cstdint>

#include "lang/syntax/parse_state.hpp"
#include "lang/syntax/syntax_errors.hpp"

namespace waymark::slips {

// Reports what stands at `offset` behind a declaration that is whole without it, and is neither one of its
// attributes nor another declaration: `fact x : number { within 1 to 3 }`. False where there is no such
// declaration before it.
bool report_behind_declaration(ParseState& state, std::uint32_t offset, const Expectation& expectation);

}  // namespace waymark::slips
