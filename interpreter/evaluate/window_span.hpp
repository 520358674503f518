#pragma once

#include <optional>
#include <variant>

#include "interpreter/evaluate/window.hpp"
#include "interpreter/values/instant_range.hpp"

namespace waymark {

// Whether it is a number of whole days, weeks, months or years.
bool counts_by_the_day(const Quantity& duration);

// When it is or was that something is counted from: a date's first moment, a moment, when an event happened.
std::variant<Unknown, NotYet, Moment> anchor_of(Evaluator& evaluator, model::ExprId anchor);

// Between which moments it lies, where only that is known.
std::optional<MomentRange> anchor_range(Evaluator& evaluator, model::ExprId anchor);

// The durations of a span, which are literals.
struct SpanDurations {
  std::optional<Quantity> first, second;
};
SpanDurations durations_of(const model::Model& model, const model::WindowSpan& span);

// From when to when readings count: `anchor` is the instant that a span is counted from, where it has one.
Interval interval_of(ast::SpanWord word, const SpanDurations& durations, const std::optional<Moment>& anchor,
                     const Moment& at);

bool lies_in(const Moment& time, const Interval& interval);

// The first moment that is so far behind another one. Hours and minutes are exact; days, weeks, months and
// years begin with the first moment of their day, in the offset of `at`. nullopt beyond the calendar.
std::optional<Moment> first_moment_after(const Moment& moment, const Quantity& duration, const Moment& at);
// The last one: the same moment where it is exact, else the end of its day.
std::optional<Moment> last_moment_after(const Moment& moment, const Quantity& duration, const Moment& at);

}  // namespace waymark
