#pragma once

#include <cstdint>
#include <vector>

#include "interpreter/diff/counterparts.hpp"
#include "lang/model/model.hpp"

namespace waymark::diff {

// A number for each canonical expression, by its id: the same number where the expressions are made the same
// of the same facts, through all names, whichever of the two pathways they stand in. What has two numbers may
// still mean the same.
struct Meanings {
  std::vector<std::uint32_t> before, after;
};

Meanings meanings(const model::Model& before, const model::Model& after, const Counterparts& counterparts);

}  // namespace waymark::diff
