#pragma once

#include "lang/model/declaration.hpp"

namespace waymark {

// What a score can come to, whatever its conditions say.
struct ScoreRange {
  Decimal low{0}, high{0};
  bool whole = true;  // no row has a fraction of a point
};

// Rows count as independent of each other; of the alternatives of a row one counts at most.
ScoreRange range_of(const model::Score& score);

}  // namespace waymark
