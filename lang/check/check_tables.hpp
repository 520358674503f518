#pragma once

#include "lang/elaborate/elaboration.hpp"

namespace waymark {

// No two rows of a table that both hold somewhere give different values there, unless the first counts; and
// some row holds, whatever the values are. Where ends are not fixed, that is for the proof to say.
void check_tables(Elaboration&);

}  // namespace waymark
