#pragma once

#include <cstddef>
#include <map>

#include "interpreter/cohort/value_counts.hpp"

namespace waymark::cohort {

// What came out of one place of a dose for the patients who get it.
struct DoseCount {
  ValueCounts low, high;  // in the unit of the place; `high` only of a range
  std::size_t known = 0, unknown = 0;
  std::map<std::size_t, std::size_t> missing;  // by `input_index`: of the unknown, how many need it
  std::size_t at_least = 0, at_most = 0;       // of the known, how many such a limit decides
  std::size_t unrounded = 0;                   // rounding would have left nothing, or crossed a limit
};

// Adds those who come later in the input.
void add(DoseCount& count, const DoseCount& later);

}  // namespace waymark::cohort
