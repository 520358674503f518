#pragma once

#include "lang/elaborate/elaboration.hpp"

namespace waymark {

// No arm, branch or statement is shut off by constants, or by an earlier guard that is the same. (What only a
// solver can see is not looked for here.)
void check_reachability(Elaboration&);

}  // namespace waymark
