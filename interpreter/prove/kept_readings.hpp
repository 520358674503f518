#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "lang/model/model.hpp"

namespace waymark::prove {

// How many readings of each fact the formulas have, and which windows rest on nothing but these.
struct KeptReadings {
  std::vector<std::size_t> of_fact;  // by FactId; 0: the latest alone, as one of which nothing more is asked
  std::vector<bool> is_said;         // by canonical ExprId: of a Window or a ReadingCount
};

// So many that whoever has more readings can do without the others: each window still gives what it gave. One
// that picks a reading needs that; `previous` the one behind it too; an average the lowest and the highest; a
// count one more than what it is compared with. What needs more than the formulas take, or looks at events or
// sums, is left open. `at_least`: so many of each fact with such a window, if more than it needs.
KeptReadings kept_readings(const model::Model& model, std::size_t at_least = 0);

}  // namespace waymark::prove
