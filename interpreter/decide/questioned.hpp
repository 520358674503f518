#pragma once

#include <optional>
#include <string>
#include <vector>

#include "interpreter/evaluate/evaluator.hpp"

namespace waymark {

// A reading in another unit than the one it was given in.
struct OtherUnit {
  Quantity meant;  // "11 kPa": the number as it was given
  Quantity is;     // "82.5 mmHg": what that is in the unit of the fact
};

// A reading that counts and lies outside of what its fact calls plausible.
struct QuestionedReading {
  model::FactId fact = 0;
  Quantity value;
  std::optional<Moment> time;
  std::optional<OtherUnit> hint;  // a unit in which it would be plausible
};

// All of them, in the order of the facts.
std::vector<QuestionedReading> questioned_readings(Evaluator& evaluator);

// A fact with a reading that counts however old it is, since the parameter that would say how long is not
// set.
struct UnlimitedReading {
  model::FactId fact = 0;
  model::ParameterId parameter = 0;
};

// All of them, in the order of the facts.
std::vector<UnlimitedReading> unlimited_readings(const Evaluator& evaluator);

// A reading that is taken, or recorded, after the moment of the evaluation: nothing is worked out from it.
struct LaterReading {
  model::FactId fact = 0;
  Value value;
  Moment time;
  std::optional<Moment> recorded;  // where that is later than its time
};

// All of them, in the order of the facts; not those of events, which may lie ahead.
std::vector<LaterReading> later_readings(const Evaluator& evaluator);
// Those of one fact, by their times.
std::vector<LaterReading> later_readings_of(const Evaluator& evaluator, model::FactId fact);

}  // namespace waymark
