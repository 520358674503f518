#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "interpreter/evaluate/evaluator.hpp"
#include "interpreter/prove/report.hpp"

namespace waymark::prove {

// Whether the interpreter says of a patient what an example is to show.
using Shows = std::function<bool(Evaluator&)>;

// What a scenario of the example expects, one a line: `initial.pulse advised`.
using Expectations = std::function<std::vector<std::string>(Evaluator&)>;

// The patient with as few facts and as round values near the edges of comparisons as still show it.
// `expressions` are those that it rests on; where time matters the example plays at `usual` if it can.
Example small_example(const model::Model& model, const std::vector<model::ExprId>& expressions,
                      Patient patient, Moment at, const Moment& usual, const Shows& shows);

// Gives the example its scenario.
void write_scenario(const model::Model& model, Example& example, const Expectations& expectations);

}  // namespace waymark::prove
