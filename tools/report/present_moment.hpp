#pragma once

#include "lang/quantity/calendar.hpp"

namespace waymark {

// Returns the moment that the computer's clock shows, to the microsecond, in UTC.
Moment present_moment();

}  // namespace waymark
