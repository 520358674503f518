#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "interpreter/replay/replay.hpp"

namespace waymark {

// How a round ended. Done: `before` it began, `in_time`, `late`; not done: `missed` where it was overdue when
// the advice or the record ended, `lapsed` where the advice ended first, `open` where the record did;
// `unknown` where the record does not tell.
enum class RoundEnd { before, in_time, late, missed, lapsed, open, unknown };
inline constexpr std::size_t round_ends = 7;

// From when something is advised, or its deadline moves to a later one, until it is done or advised no more.
struct Round {
  model::RecommendationId recommendation = 0;
  Moment begins;
  std::optional<Moment> counted_from;       // what the deadline is counted from
  std::optional<PlannedMoment> opens, due;  // as they were when it ended
  RoundEnd end = RoundEnd::open;
  std::optional<Moment> ends;  // when it was done, or the advice ended or moved on
  bool out_of_order = false;   // what comes behind it was done before it

  bool is_done() const;
  // From what the deadline is counted from, else from the advice, to when it was done.
  std::optional<std::int64_t> microseconds_to_done() const;
  std::optional<std::int64_t> microseconds_late() const;
};

// The recommendations whose progress can be told.
std::vector<model::StatementReference> recommendations_with_progress(const model::Model& model);

// All rounds of one patient in the order in which they begin. `replay` watches recommendations with progress.
std::vector<Round> rounds_of(const Replay& replay, const Patient& patient, const Moment& from,
                             const Moment& to);

std::string_view to_string(RoundEnd end);  // "in_time"

}  // namespace waymark
