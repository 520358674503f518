#pragma once

#include <vector>

#include "interpreter/quality/mutants.hpp"

namespace waymark {

// Of each dose with limits or rounding those in which one limit is left out, the rounding is left out, or it
// is rounded down where it should be to the nearest multiple, or the other way round.
std::vector<Mutant> dose_mutants(const model::Model& model, const Sources& sources);

}  // namespace waymark
