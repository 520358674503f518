#pragma once

#include <string>
#include <vector>

#include "interpreter/values/value.hpp"

namespace waymark {

// The conditions that a scenario can expect of an expression that has this value, so that all of them
// together say what the value is: `x = 7.5 mg`, `x is unknown`; of bounds `x >= 4`, `(x > 4) is unknown`.
// `name` is the expression as it is written. Of a set there is one for each member. Empty where no condition
// can say it: of the amount of an event, for example.
std::vector<std::string> expected_value(const std::string& name, const Value& value, const Type& type);

// Whether one of these conditions of `value` fails where the expression has the value `other`. That nothing
// is known of a number, of which bounds are known in `other`, none of them says.
bool tells_apart(const Value& value, const Value& other, const Type& type);

}  // namespace waymark
