#pragma once

#include <cstdint>
#include <vector>

#include "lang/model/model.hpp"

namespace waymark {

// Positions in the list of what is watched.
using Watched = std::vector<std::uint32_t>;

// Elapsed time that is compared: since when, and with what.
struct ClockTest {
  model::ExprId clock;  // a TimeSince, TimeSinceReading or CalendarCount
  std::vector<model::ExprId> against;
  Watched rests_on_it;
};
// The readings of a fact in a span.
struct ClockSpan {
  model::FactId fact;
  model::WindowSpan span;
  bool is_total = false;  // leaves the beginning out
  Watched rests_on_it;
};

// A window that only grows: from an instant on, or over all that is recorded, by what each reading adds.
struct RunningWindow {
  model::ExprId window;              // canonical
  std::vector<model::ExprId> times;  // those that ask when what it picks was read; canonical
  Watched rests_on_it;
};

// What of the statements that are watched changes by the clock alone, and which of them rest on it.
struct Clocks {
  std::vector<ClockTest> tests;
  std::vector<ClockSpan> spans;
  std::vector<RunningWindow> running;
  std::vector<Watched> by_fact;           // by FactId: who rests on the fact
  std::vector<Watched> by_fact_directly;  // other than by a running window
  Watched each_minute;                    // who calculates with time
};
Clocks clocks_of(const model::Model& model, const std::vector<model::StatementReference>& watched);

}  // namespace waymark
