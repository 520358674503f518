#pragma once

#include "interpreter/columns/evaluate.hpp"

namespace waymark::columns {

// Fills in who has which conflict, from the statuses of the outcome.
void find_conflicts(const Program& program, BatchOutcome& outcome);

}  // namespace waymark::columns
