#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "interpreter/evaluate/evaluator.hpp"
#include "lang/model/model.hpp"

namespace waymark {

enum class Progress { done, due, overdue, not_due, unknown };

// When something opens or is due; of what counts by the day the first or last moment of that day.
struct PlannedMoment {
  Moment moment;
  bool whole_day = false;
};

// How far advice is that can be seen to be done, or has a deadline.
struct ProgressOutcome {
  Progress progress = Progress::unknown;
  std::optional<Moment> counted_from;       // of a deadline: what it is counted from, where that is known
  std::optional<PlannedMoment> opens, due;  // none where that is not known, or lies beyond the calendar
  Truth done = Truth::no;
  std::vector<model::RecommendationId> overtaken_by;  // done already, though they come after it
};

// Of a recommendation that is advised; nullopt of one without `done when` and without a deadline.
std::optional<ProgressOutcome> progress_of(Evaluator& evaluator, const model::Recommendation& recommendation);

// What could tell, where the progress is unknown.
std::vector<model::Input> needs_of_progress(Evaluator& evaluator, const model::Recommendation& recommendation,
                                            const ProgressOutcome& outcome);

// Whether a moment or a date, which means the whole day, is the deadline. What is written without an offset
// stands in that of `at`.
bool is_due_at(const PlannedMoment& due, const ast::Instant& written, const Moment& at);

// `2026-11-30`, in the offset of `at`, where the whole day counts; else the moment.
std::string planned_text(const PlannedMoment& planned, const Moment& at);
std::string_view to_string(Progress progress);  // "done", "due", "overdue", "not_due", "unknown"

}  // namespace waymark
