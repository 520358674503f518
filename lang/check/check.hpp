#pragma once

#include "lang/elaborate/elaboration.hpp"

namespace waymark {

// Everything between the AST and the model, in order: names, units, types, declarations, sections, and the
// checks that look at the whole. What is wrong is in the diagnostics.
void check(Elaboration&);

}  // namespace waymark
