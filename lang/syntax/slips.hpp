#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lang/syntax/parse_state.hpp"
#include "lang/syntax/syntax_errors.hpp"

// What people write before they know the language: words and forms of other languages and of clinical prose.
// Each is told with what stands for it here.
namespace waymark::slips {

// Reports the slip that stands at `offset`, where `expectation` was not met, or that ends there; false where
// there is none.
bool report(ParseState& state, std::uint32_t offset, const Expectation& expectation);

}  // namespace waymark::slips
