#pragma once

#include <vector>

#include "lang/elaborate/elaboration.hpp"

namespace waymark {

// Which expressions (by id) the author of the checked pathway or library wrote where they stand: not those of
// the libraries it uses, and not the bodies of defines with arguments, which stand in the model once for each
// call.
std::vector<bool> written_expressions(const Elaboration& context);

}  // namespace waymark
