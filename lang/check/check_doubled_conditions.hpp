#pragma once

#include "lang/elaborate/elaboration.hpp"

namespace waymark {

// No condition stands twice in one `and` or `or`, and none repeats what encloses it.
void check_doubled_conditions(Elaboration&);

}  // namespace waymark
