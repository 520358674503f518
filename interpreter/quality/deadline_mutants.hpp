#pragma once

#include <vector>

#include "interpreter/quality/mutants.hpp"

namespace waymark {

// Of each deadline those in which it is open from the beginning on, and in which it is counted from what
// another deadline of the pathway is counted from. Its durations are literals of their own.
std::vector<Mutant> deadline_mutants(const model::Model& model, const Sources& sources);

}  // namespace waymark
