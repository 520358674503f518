#pragma once

#include <vector>

#include "interpreter/evaluator.hpp"
#include "interpreter/outcome.hpp"

namespace waymark {

// What several advised recommendations have to do with each other. `advised` is in document order.

std::vector<Conflict> find_conflicts(const model::Model& model,
                                     const std::vector<model::RecommendationId>& advised);

std::vector<SameAction> find_same_action(Evaluator& evaluator,
                                         const std::vector<model::RecommendationId>& advised);

}  // namespace waymark
