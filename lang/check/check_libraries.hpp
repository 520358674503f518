#pragma once

#include "lang/elaborate/elaboration.hpp"

namespace waymark {

// What is used is sound: the mistakes of a library stand in the library, and here it is said that it has
// some.
void check_libraries(Elaboration&);

}  // namespace waymark
