#pragma once

#include "interpreter/values/value.hpp"
#include "lang/ast/ast.hpp"
#include "lang/quantity/unit.hpp"

namespace waymark {

// The time from a date, moment or event to `at`: negative where that lies ahead. Unknown where the instant
// is, and of an event that lies ahead, which has not happened.
Value time_since(const Value& instant, const Moment& at);

// Elapsed time in whole years, months or days, with their unit; what is unknown stays so.
Value calendar_count(const UnitTable& units, ast::SinceWord word, const Value& since);

}  // namespace waymark
