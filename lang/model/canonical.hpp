#pragma once

#include <string>

#include "lang/model/model.hpp"

namespace waymark {

// A text that two operations share exactly where they mean the same: their kind, their own data and the
// canonical ids of their operands.
std::string canonical_key(const model::Operation& operation, const model::Model& model);

}  // namespace waymark
