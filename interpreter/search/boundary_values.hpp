#pragma once

#include <vector>

#include "interpreter/evaluate/dependencies.hpp"
#include "interpreter/evaluate/evaluator.hpp"

namespace waymark {

// The values around the edges of the comparisons that are made of one input.
struct Edges {
  std::vector<Value> values;
  bool complete = true;
  bool relative = false;
  bool mixes_readings = false;  // a comparison is made of several readings of the input, or an average
};

// Of a number.
Edges number_edges(Evaluator& evaluator, const Dependencies& dependencies, const model::Input& input);
// Of a date, moment or event.
Edges time_edges(Evaluator& evaluator, const Dependencies& dependencies, const model::Input& input);

// When a fact may have been read, up to `at`: around the edges of `time since` its reading and of `valid
// for`.
struct ReadingTimes {
  std::vector<Moment> fresh;
  std::optional<Moment> stale;  // the latest one that counts no more
  bool complete = true;
  bool relative = false;
};
ReadingTimes reading_times(Evaluator& evaluator, const Dependencies& dependencies, model::FactId fact);

// The declared type and bounds of an input.
const Type& type_of(const model::Model& model, const model::Input& input);
const std::optional<model::Bounds>& bounds_of(const model::Model& model, const model::Input& input);

}  // namespace waymark
