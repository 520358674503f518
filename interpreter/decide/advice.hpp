#pragma once

#include <vector>

#include "interpreter/decide/outcome.hpp"
#include "interpreter/evaluate/evaluator.hpp"

namespace waymark {

// One advised recommendation and the actions it speaks of; alternatives that are contraindicated are left
// out.
struct Advice {
  model::RecommendationId recommendation;
  std::vector<model::ActionId> actions;
};

// What several advised recommendations have to do with each other. `advised` is in document order.

std::vector<Conflict> find_conflicts(const model::Model& model, const std::vector<Advice>& advised);

std::vector<SameAction> find_same_action(Evaluator& evaluator, const std::vector<Advice>& advised);

}  // namespace waymark
