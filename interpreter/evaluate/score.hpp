#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "interpreter/evaluate/evaluator.hpp"

namespace waymark {

// Between its certain and its possible points.
Value score_value(Evaluator& evaluator, const model::Score& score);

// The points that a row can still give, smallest first; one where it is decided.
std::vector<Decimal> possible_points(Evaluator& evaluator, const model::ScoreRow& row);

// Whether a sum meets what is asked of the score.
using SumTest = std::function<bool(const Decimal& sum)>;

// The guards that are unknown and whose answer can still change the sum; with a test only those that can
// still change whether the sum passes it. Rows count as independent of each other.
std::vector<model::ExprId> open_guards(Evaluator& evaluator, const model::Score& score,
                                       const std::optional<SumTest>& test = std::nullopt);

}  // namespace waymark
