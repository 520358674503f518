#pragma once

#include <vector>

#include "interpreter/decide/outcome.hpp"
#include "interpreter/evaluate/evaluator.hpp"

namespace waymark {

// The actions of a recommendation's choice in the order in which they are written, and whether each is open:
// neither contraindicated nor ruled out by its own condition or with what it goes with.
std::vector<Alternative> alternatives(Evaluator& evaluator, const model::Recommendation& recommendation);

}  // namespace waymark
