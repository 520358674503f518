#pragma once

#include <string>

#include "lang/model/declaration.hpp"

namespace waymark::lsp {

// Returns a type as a declaration writes it: "yes or no", "number in mg/L", "one of {mild < severe}". Empty
// of one that has an error.
std::string written_type(const Type& type);

// Returns what a score can come to: "0 to 9".
std::string written_range(const model::Score& score);

}  // namespace waymark::lsp
