#pragma once

#include <vector>

#include "interpreter/evaluate/evaluator.hpp"

namespace waymark {

// When an event happened, of which a record may hold only the month or the year.

// Whether an event has happened at `at`: unknown where it may have. No where it never did; unknown of what is
// no event.
Truth has_happened(const Value& event, const Moment& at);

// A time at which an event happened, or between which ends it did.
struct PossibleMoment {
  const FactReading* reading = nullptr;
  Moment low, high;
  bool is_exact() const { return low == high; }
};

// All that the latest record which is seen at `at` tells of an event, also what lies ahead; in no order.
std::vector<PossibleMoment> told_occurrences(const std::vector<FactReading>& readings, const Moment& at);

// What the name of a fact stands for where that is the value of the current reading as it is; null where it
// has to be worked out from several occurrences of an event.
const Value* standing_value(const CurrentReading& current, const std::vector<FactReading>& readings);

// What the name of a fact stands for: the value of its current reading. Of an event with several occurrences,
// some of which are known in part, when the latest that has happened did, or the next one will.
Value value_of(const CurrentReading& current, const std::vector<FactReading>& readings, const Moment& at);

}  // namespace waymark
