#pragma once

#include <vector>

#include "interpreter/diff/counterparts.hpp"
#include "interpreter/diff/difference.hpp"
#include "interpreter/diff/meanings.hpp"

namespace waymark::diff {

// Facts and parameters that are added, removed, renamed, or declared otherwise.
std::vector<DeclarationChange> input_changes(const Side& before, const Side& after,
                                             const Counterparts& counterparts, const Meanings& meanings);

// What the header says otherwise of whom the pathway is for.
std::vector<DeclarationChange> header_changes(const Side& before, const Side& after,
                                              const Meanings& meanings);

// Statements that are added or removed, and attributes of the others that say something else: never when
// they apply.
std::vector<DeclarationChange> statement_changes(const Side& before, const Side& after,
                                                 const Counterparts& counterparts, const Meanings& meanings);

}  // namespace waymark::diff
