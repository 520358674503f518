#pragma once

#include <vector>

#include "interpreter/quality/mutants.hpp"

namespace waymark {

// Of each recommendation those in which its modality is another one: weaker or stronger, and the opposite.
std::vector<Mutant> modality_mutants(const model::Model& model);

}  // namespace waymark
