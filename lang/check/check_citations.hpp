#pragma once

#include "lang/elaborate/elaboration.hpp"

namespace waymark {

// Everything that is advised or noted cites; every statement of the followed source is cited, or says why it
// is not.
void check_citations(Elaboration&);

}  // namespace waymark
