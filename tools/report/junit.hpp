#pragma once

#include <string>

#include "lang/quantity/calendar.hpp"
#include "tools/report/tested.hpp"

namespace waymark {

// JUnit's XML, as CI services read it: a suite for each pathway, a case for each scenario. A pathway with
// errors is a suite with one case that has an error.
std::string junit_xml(const Tested& tested, const Moment& now);

}  // namespace waymark
