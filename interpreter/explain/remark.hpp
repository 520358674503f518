#pragma once

#include <cstddef>
#include <string>
#include <variant>

#include "interpreter/evaluate/window.hpp"
#include "interpreter/values/kleene.hpp"
#include "interpreter/values/value.hpp"
#include "lang/quantity/calendar.hpp"
#include "lang/quantity/decimal.hpp"

namespace waymark {

// The latest reading does not count any more.
struct ReadLongAgo {
  Moment read, at;
};
// The first reading came behind the moment of the evaluation, so it is not looked at.
struct ReadLater {
  Moment recorded, at;
};
// Why a value is not known; nothing where it is known.
using WhyUnknown = std::variant<std::monostate, UnknownReason, ReadLongAgo, ReadLater>;

struct NotFurther {};       // the tree is not explained below this
struct ExplainedAbove {};   // of a definition: where it first stands
struct NoSinceUnknown {};   // a fact that is not recorded, which is no at this site
struct NotInClosedList {};  // a member that a complete list leaves out
// What decided, though it is not known to the last digit.
struct DecidedByBounds {
  std::string value;  // "4 to 6"
};
// What a row of a table gives.
struct RowGives {
  std::string value;
};
// What an alternative of a score counts, surely or perhaps; else why it would.
struct AlternativeCounts {
  Truth holds;
  Decimal points;
  std::string why;  // in the authors' words; may be empty
};
// How many readings, or occurrences of an event, lie in a window's span.
struct WindowHolds {
  SpanValue span;
  std::size_t count;
  bool is_event;
};

// What else is to be said of a subexpression; the report words it.
using Remark = std::variant<std::monostate, NotFurther, ExplainedAbove, NoSinceUnknown, NotInClosedList,
                            DecidedByBounds, RowGives, AlternativeCounts, WindowHolds, ReadingCounts>;

}  // namespace waymark
