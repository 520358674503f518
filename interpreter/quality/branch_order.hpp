#pragma once

#include <vector>

#include "interpreter/quality/mutants.hpp"

namespace waymark {

// For each `otherwise when`: the pathway in which this branch is tried before the one above it. `if unknown`
// asks the guards in that order then, too.
std::vector<Mutant> branch_order_mutants(const model::Model& model, const Sources& sources);

}  // namespace waymark
