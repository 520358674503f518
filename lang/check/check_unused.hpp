#pragma once

#include "lang/elaborate/elaboration.hpp"

namespace waymark {

// What a pathway declares, it uses; and of each library that it uses, something. Libraries declare for
// others.
void check_unused(Elaboration&);

}  // namespace waymark
