#pragma once

#include <string>

#include "lang/model/model.hpp"

namespace waymark {

// A text that two operations share exactly where they mean the same: their kind, their own data and the
// canonical ids of their operands. Of a literal also what `type` says of it: `unknown` of a number is not
// that of a condition, nor is the first member of one set that of another.
std::string canonical_key(const model::Operation& operation, const Type& type, const model::Model& model);

}  // namespace waymark
