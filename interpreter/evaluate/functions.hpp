#pragma once

#include <vector>

#include "interpreter/values/value.hpp"
#include "lang/model/model.hpp"

namespace waymark {

// The functions of the language. `min`, `max` and `abs` keep bounds; the others need known numbers.
// `unit` is that of the call's type: what the root of a quantity is given in.
Value apply_function(model::Function function, const std::vector<const Value*>& arguments,
                     const UnitPtr& unit);

}  // namespace waymark
