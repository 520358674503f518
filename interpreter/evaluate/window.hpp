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

// The readings of a window's fact in its span, by time; and which of them the window picks.
struct WindowReadings {
  SpanValue span;
  std::vector<SeenReading> inside;
  std::optional<std::size_t> picked;
};
WindowReadings window_readings(Evaluator& evaluator, const model::Window& window);
Value window_value(Evaluator& evaluator, const model::Window& window, const Type& type);

// How many readings pass a test: those that surely do, and those that may; those that do not; and how many of
// the ones that may pass are too near to others to be counted.
struct ReadingCounts {
  SpanValue span;
  std::int64_t certain = 0, possible = 0, failing = 0, too_near = 0;
  std::vector<Value> tests;  // of each reading
};
ReadingCounts count_readings(Evaluator& evaluator, const model::ReadingCount& count);

}  // namespace waymark
