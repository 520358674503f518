#include "interpreter/adherence/rounds.hpp"

#include <algorithm>

namespace waymark {
namespace {

bool is_later(const std::optional<PlannedMoment>& a, const std::optional<PlannedMoment>& b) {
  return a && b && b->moment < a->moment;
}

// The rounds of one recommendation.
class RoundKeeper {
 public:
  RoundKeeper(const model::Recommendation& recommendation, model::RecommendationId id)
      : recommendation_{recommendation}, id_{id} {}

  void change(const StatementState& state, Evaluator& evaluator) {
    const auto& at = evaluator.at();
    if (state.status == Status::advised) advised(state, at);
    if (state.status == Status::not_advised) advice_ends(evaluator);
    last_ = state;
  }

  void record_ends() {
    if (!is_open_) return;
    const bool is_unknown =
        last_.status == Status::undetermined || last_.progress->progress == Progress::unknown;
    close(is_unknown                                      ? RoundEnd::unknown
          : last_.progress->progress == Progress::overdue ? RoundEnd::missed
                                                          : RoundEnd::open,
          std::nullopt);
  }

  std::vector<Round> take() { return std::move(rounds_); }

 private:
  void advised(const StatementState& state, const Moment& at) {
    const auto& progress = *state.progress;
    const bool moves = !rounds_.empty() && is_later(progress.due, rounds_.back().due);
    if (is_open_ && moves) moved_on(at);
    if (!is_open_ && (moves || !goes_on_)) begin(at);
    goes_on_ = true;
    if (!is_open_) return;
    auto& round = rounds_.back();
    round.counted_from = progress.counted_from;
    round.opens = progress.opens;
    round.due = progress.due;
    round.out_of_order |= !progress.overtaken_by.empty();
    if (progress.progress != Progress::done) return;
    close(round.begins == at ? RoundEnd::before : done_at(at), at);
  }

  void begin(const Moment& at) {
    auto& round = rounds_.emplace_back();
    round.recommendation = id_;
    round.begins = at;
    is_open_ = true;
  }

  // Without `done when` a deadline that moves shows that it was done; else what was not done is over.
  void moved_on(const Moment& at) {
    if (!recommendation_.done) return close(done_at(at), at);
    close(is_past_due(at) ? RoundEnd::missed : RoundEnd::lapsed, at);
  }

  void advice_ends(Evaluator& evaluator) {
    goes_on_ = false;
    if (!is_open_) return;
    const auto& at = evaluator.at();
    const auto done = recommendation_.done ? evaluator.truth(*recommendation_.done) : Truth::no;
    if (done == Truth::yes) return close(done_at(at), at);
    if (done == Truth::unknown) return close(RoundEnd::unknown, at);
    close(is_past_due(at) ? RoundEnd::missed : RoundEnd::lapsed, at);
  }

  bool is_past_due(const Moment& at) const {
    const auto& due = rounds_.back().due;
    return due && due->moment < at;
  }
  RoundEnd done_at(const Moment& at) const { return is_past_due(at) ? RoundEnd::late : RoundEnd::in_time; }

  void close(RoundEnd end, const std::optional<Moment>& at) {
    rounds_.back().end = end;
    rounds_.back().ends = at;
    is_open_ = false;
  }

  const model::Recommendation& recommendation_;
  model::RecommendationId id_;
  std::vector<Round> rounds_;
  bool is_open_ = false;  // the last one
  bool goes_on_ = false;  // the advice has not ended since, though it may have been undetermined
  StatementState last_;
};

}  // namespace

bool Round::is_done() const {
  return end == RoundEnd::before || end == RoundEnd::in_time || end == RoundEnd::late;
}

std::optional<std::int64_t> Round::microseconds_to_done() const {
  if (end != RoundEnd::in_time && end != RoundEnd::late) return std::nullopt;
  return ends->microseconds - counted_from.value_or(begins).microseconds;
}

std::optional<std::int64_t> Round::microseconds_late() const {
  if (end != RoundEnd::late) return std::nullopt;
  return ends->microseconds - due->moment.microseconds;
}

std::vector<model::StatementReference> recommendations_with_progress(const model::Model& model) {
  std::vector<model::StatementReference> result;
  for (model::RecommendationId id = 0; id < model.recommendations.size(); ++id) {
    if (has_progress(model.recommendations[id])) result.push_back({model::StatementKind::recommendation, id});
  }
  return result;
}

std::vector<Round> rounds_of(const Replay& replay, const Patient& patient, const Moment& from,
                             const Moment& to) {
  const auto& model = replay.model();
  std::vector<RoundKeeper> keepers;
  std::vector<std::size_t> keeper_of(model.recommendations.size());
  for (const auto& each : replay.watched()) {
    keeper_of[each.index] = keepers.size();
    keepers.emplace_back(model.recommendations[each.index], each.index);
  }
  replay.run_with_deadlines(patient, from, to, [&](const ReplayMoment& moment) {
    for (const auto& change : moment.changes)
      keepers[keeper_of[change.statement.index]].change(change.to, moment.evaluator);
  });
  std::vector<Round> result;
  for (auto& keeper : keepers) {
    keeper.record_ends();
    std::ranges::move(keeper.take(), std::back_inserter(result));
  }
  std::ranges::stable_sort(result, {}, &Round::begins);
  return result;
}

std::string_view to_string(RoundEnd end) {
  switch (end) {
    case RoundEnd::before: return "before";
    case RoundEnd::in_time: return "in_time";
    case RoundEnd::late: return "late";
    case RoundEnd::missed: return "missed";
    case RoundEnd::lapsed: return "lapsed";
    case RoundEnd::open: return "open";
    case RoundEnd::unknown: break;
  }
  return "unknown";
}

}  // namespace waymark
