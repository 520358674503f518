#pragma once

#include "lang/elaborate/elaboration.hpp"

namespace waymark {

// Reports recommendations that come before themselves; warns of what can never be seen to be done.
void check_plan(Elaboration& context);

}  // namespace waymark
