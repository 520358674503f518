#pragma once

#include "lang/elaborate/elaboration.hpp"

namespace waymark {

// Warns of definitions, scores and tables of the library that is checked that hold a fixed threshold and
// cite nothing.
void check_thresholds(Elaboration&);

}  // namespace waymark
