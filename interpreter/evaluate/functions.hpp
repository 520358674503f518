#pragma once

#include <vector>

#include "interpreter/values/value.hpp"
#include "lang/model/model.hpp"

namespace waymark {

// The functions of the language. `min`, `max` (of numbers and of levels) and `abs` keep bounds; all else
// needs known arguments. `type` is that of the call: the root of a quantity is given in its unit.
Value apply_function(model::Function function, const std::vector<const Value*>& arguments, const Type& type);
// Not known because one of the arguments is not: settled where one never will be.
Value unknown_for_lack_of(const std::vector<const Value*>& arguments);
// The multiple of the step that a dose is brought to within its limits; all of them in units that compare.
// What would come to nothing, or has no multiple between its limits, stays as it is, in the unit of the step.
Value rounded_dose(const Quantity& dose, const Quantity& step, bool down,
                   const std::vector<Quantity>& at_least, const std::vector<Quantity>& at_most);
// `min` or `max` of values of that type.
Value extreme(model::Function function, const std::vector<const Value*>& values, const Type& type);

}  // namespace waymark
