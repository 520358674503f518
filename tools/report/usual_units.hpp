#pragma once

#include <string>
#include <vector>

#include "lang/model/type.hpp"

namespace waymark {

// The units in which a number of this type is usually given, its own first: those that measure the same, or
// that its substance lets take the place of it. As a document may give them: "%", "mmHg", "kPa". One, or
// none, where there is no choice.
std::vector<std::string> usual_units(const Type& type, const UnitTable& units);

}  // namespace waymark
