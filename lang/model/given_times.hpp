#pragma once

#include <vector>

#include "lang/model/model.hpp"

namespace waymark::model {

// A reading of which is said how long before the evaluation it was.
struct ReadingAgo {
  Quantity ago;
  Span span;
};
// Those that were so long before `at` that they lie before the calendar.
std::vector<ReadingAgo> before_calendar(const Given& given, const Moment& at);

}  // namespace waymark::model
