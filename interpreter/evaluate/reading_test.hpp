#pragma once

#include "interpreter/evaluate/evaluator.hpp"

namespace waymark {

// What a test of readings says of one of them: its value stands in the place of `EachReading`.
Value reading_test(Evaluator& evaluator, model::ExprId test, const Value& reading);

}  // namespace waymark
