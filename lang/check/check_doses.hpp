#pragma once

#include "lang/elaborate/elaboration.hpp"

namespace waymark {

// Reports doses that are not an amount above 0, times that are not above 0, and doses of one action that do
// not measure the same.
void check_doses(Elaboration&);

}  // namespace waymark
