#pragma once

#include <vector>

#include "interpreter/value.hpp"
#include "lang/model.hpp"

namespace waymark {

// The functions of the language. `min`, `max` and `abs` keep bounds; the others need known numbers.
Value apply_function(model::Function function, const std::vector<const Value*>& arguments);

}  // namespace waymark
