#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "interpreter/explain/decision_path.hpp"
#include "interpreter/scenarios/scenario.hpp"

namespace waymark {

// Of a decision path what leads to one statement: the section, the branches around it, and those before them
// that decide whether these are taken.
std::vector<PathNode> path_to(const std::vector<PathNode>& path, std::string_view statement_id);

// What led to the outcome of one expectation: the way to each statement it speaks of, or the parts of its
// condition. `expect` is a position in the scenario's own list.
std::vector<PathNode> path_of_expectation(const model::Model& model, const ScenarioResult& result,
                                          std::size_t expect, const Sources& sources);

}  // namespace waymark
