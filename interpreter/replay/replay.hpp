#pragma once

#include <functional>
#include <optional>
#include <variant>
#include <vector>

#include "interpreter/decide/outcome.hpp"
#include "interpreter/evaluate/evaluator.hpp"
#include "interpreter/replay/clocks.hpp"

namespace waymark {

// Why something is another one from a moment on.
struct ReadingSeen {
  model::FactId fact;
  const FactReading* reading;
};
struct EventHappened {
  model::FactId fact;
  EventValue event;
};
// The month or year begins or has passed in which an event happened.
struct EventInPart {
  model::FactId fact;
  EventRange when;
  bool has_passed;
};
struct WentStale {
  model::FactId fact;
};
using Since = std::variant<model::ExprId, model::FactId>;  // an instant; a reading of a fact
struct Passed {                                            // so much time
  Quantity time;
  Since since;
};
struct InstantReached {  // an instant that lay ahead
  model::ExprId instant;
};
struct MinutePassed {};
using Cause =
    std::variant<ReadingSeen, EventHappened, EventInPart, WentStale, Passed, InstantReached, MinutePassed>;

// What is said of a statement at a moment.
struct StatementState {
  Status status = Status::not_advised;
  std::optional<ProgressOutcome> progress;  // of advice that has one
};
// Whether both say the same: the status, the progress and what is out of order.
bool is_same(const StatementState& a, const StatementState& b);

struct StatementChange {
  model::StatementReference statement;
  std::optional<StatementState> from;  // none at the first moment
  StatementState to;
};

// A moment at which something changes. What it refers to lives until the next one.
struct ReplayMoment {
  Moment at;
  std::vector<Cause> because;  // none at the first moment, unless something happens then
  std::vector<StatementChange> changes;
  Evaluator& evaluator;
};

// One pathway, replayed for one patient after the other.
class Replay {
 public:
  // The model must outlive it.
  Replay(const model::Model& model, std::vector<model::StatementReference> watched);

  // All moments in order, beginning with `from`, at which what is said of a statement that is watched changes
  // other than in when it is due. Values without a time hold throughout. Days are those of the offset of
  // `from`.
  void run(const Patient& patient, const Moment& from, const Moment& to,
           const std::function<void(const ReplayMoment&)>& each) const;

  // The same, and also where a deadline moves.
  void run_with_deadlines(const Patient& patient, const Moment& from, const Moment& to,
                          const std::function<void(const ReplayMoment&)>& each) const;

  const model::Model& model() const { return model_; }
  const std::vector<model::StatementReference>& watched() const { return watched_; }
  const Clocks& clocks() const { return clocks_; }

 private:
  const model::Model& model_;
  std::vector<model::StatementReference> watched_;
  Clocks clocks_;
};

// All statements of a pathway, in the order of their kinds.
std::vector<model::StatementReference> every_statement(const model::Model& model);

// The first and the last moment that a patient's record names of the facts; nullopt where it names none.
std::optional<std::pair<Moment, Moment>> recorded_span(const model::Model& model, const Patient& patient);

// From when to when a patient who is looked at at `at` is replayed where nobody says: from the first moment
// of the record to `at`, or to the last one of the record where `at` is only the present moment.
std::pair<Moment, Moment> replayed_span(const model::Model& model, const Patient& patient, const Moment& at,
                                        bool at_is_now);

}  // namespace waymark
