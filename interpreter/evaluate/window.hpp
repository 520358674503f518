#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "interpreter/evaluate/evaluator.hpp"
#include "lang/model/model.hpp"

namespace waymark {

// A reading that is seen at `at`, and when it was taken. Of an event: an occurrence.
struct SeenReading {
  const FactReading* reading = nullptr;
  Moment time;
};

// The readings of a fact that are seen at `at`, by time; two of one time with one value are one.
std::vector<SeenReading> seen_readings(const model::Fact& fact, const std::vector<FactReading>& readings,
                                       const Moment& at);

// From when to when readings count, and whether the ends belong to it.
struct Interval {
  std::optional<Moment> from;  // none: from the first reading on
  Moment to;
  bool without_end = false;
};
// What a span comes to for a patient: an interval; nothing where its event has not happened; why it is not
// known.
struct NotYet {};
using SpanValue = std::variant<Unknown, NotYet, Interval>;
SpanValue span_value(Evaluator& evaluator, const model::WindowSpan& span);

// Whether anything is recorded of the fact that is seen now.
bool is_recorded(const Evaluator& evaluator, model::FactId fact);

// Readings of which it is not known whether they lie in a span: because the span is counted from an instant
// that is known in part, or because an event's own moment is.
struct PossibleReading {
  const FactReading* reading = nullptr;
  Moment low, high;      // when it was taken, or when the event happened
  bool is_sure = false;  // in the span, wherever the instants lie
};
struct PossibleReadings {
  Interval inside;                   // what surely belongs to the span
  Interval around;                   // what may belong to it
  std::vector<PossibleReading> all;  // that may lie in it, by `low`
  bool is_span_exact = true;
  // Whether the same readings are in the span, and in the same order, wherever the instants lie.
  bool is_certain() const;
};
// nullopt where nothing is known in part, or the span is not known at all.
std::optional<PossibleReadings> possible_readings(Evaluator& evaluator, model::FactId fact,
                                                  const model::WindowSpan& span);
// Of a window whose readings are not certain: what holds for each of the instants, else unknown.
Value possible_window_value(const PossibleReadings& possible, const model::Window& window,
                            const model::Fact& fact, const Moment& at);

// Which of the readings, by time, a window's function picks; nullopt where it picks none.
std::optional<std::size_t> picked_of(ast::WindowFunction function, const std::vector<SeenReading>& readings);

// The readings of a window's fact in its span, by time; and which of them the window picks.
struct WindowReadings {
  SpanValue span;
  std::vector<SeenReading> inside;
  std::optional<std::size_t> picked;
};
WindowReadings window_readings(Evaluator& evaluator, const model::Window& window);
Value window_value(Evaluator& evaluator, const model::Window& window, const Type& type);

// Of moments in their order: how many can be chosen so that each two are so far apart. Without `apart`: all.
std::int64_t most_apart(const std::vector<Moment>& moments, const std::optional<Quantity>& apart,
                        const Moment& at);

// How many readings pass a test: those that surely do, and those that may; those that do not; and how many of
// the ones that may pass are too near to others to be counted.
struct ReadingCounts {
  SpanValue span;
  std::int64_t certain = 0, possible = 0, failing = 0, too_near = 0;
  std::vector<Value> tests;  // of each reading
  bool is_open = false;      // which readings lie in the span is not certain
  bool may_be_none = false;  // so that perhaps none does
};
ReadingCounts count_readings(Evaluator& evaluator, const model::ReadingCount& count);

}  // namespace waymark
