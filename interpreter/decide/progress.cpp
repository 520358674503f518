#include "interpreter/decide/progress.hpp"

#include <algorithm>

#include "interpreter/evaluate/window_span.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark {
namespace {

class ProgressFinder {
 public:
  ProgressFinder(Evaluator& evaluator, const model::Recommendation& recommendation)
      : evaluator_{evaluator}, recommendation_{recommendation} {}

  ProgressOutcome find() {
    if (recommendation_.done) result_.done = evaluator_.truth(*recommendation_.done);
    const auto by_the_clock = has_deadline(recommendation_) ? by_clock() : Progress::due;
    result_.progress = result_.done == Truth::yes       ? Progress::done
                       : result_.done == Truth::unknown ? Progress::unknown
                                                        : by_the_clock;
    overtaken();
    return std::move(result_);
  }

 private:
  Progress by_clock() {
    const auto anchor = anchor_of(evaluator_, *recommendation_.within->of);
    if (std::holds_alternative<NotYet>(anchor)) return Progress::not_due;
    const auto* from = std::get_if<Moment>(&anchor);
    if (!from) return Progress::unknown;
    result_.counted_from = *from;
    return opening(*from) && deadline(*from) ? at_clock() : Progress::unknown;
  }

  // False where it is not known how long after the instant it opens.
  bool opening(const Moment& from) {
    const auto& [low, high] = recommendation_.within->time;
    if (!high) {
      const auto& type = evaluator_.model()[*recommendation_.within->of].type;
      result_.opens = PlannedMoment{from, type.kind == TypeKind::date};
      return true;
    }
    const auto after = known_number(evaluator_.value(low));
    if (after) result_.opens = planned(first_moment_after(from, *after, evaluator_.at()), *after);
    return after.has_value();
  }

  bool deadline(const Moment& from) {
    const auto& [low, high] = recommendation_.within->time;
    const auto after = known_number(evaluator_.value(high.value_or(low)));
    if (after) result_.due = planned(last_moment_after(from, *after, evaluator_.at()), *after);
    return after.has_value();
  }

  static std::optional<PlannedMoment> planned(const std::optional<Moment>& moment, const Quantity& after) {
    return moment ? std::optional{PlannedMoment{*moment, counts_by_the_day(after)}} : std::nullopt;
  }

  // What lies beyond the calendar is never reached.
  Progress at_clock() const {
    const auto& at = evaluator_.at();
    if (!result_.opens || at < result_.opens->moment) return Progress::not_due;
    return result_.due && result_.due->moment < at ? Progress::overdue : Progress::due;
  }

  void overtaken() {
    if (!recommendation_.done || result_.done != Truth::no) return;
    for (const auto id : recommendation_.precedes) {
      const auto& later = evaluator_.model().recommendations[id].done;
      if (later && evaluator_.truth(*later) == Truth::yes) result_.overtaken_by.push_back(id);
    }
  }

  Evaluator& evaluator_;
  const model::Recommendation& recommendation_;
  ProgressOutcome result_;
};

}  // namespace

std::optional<ProgressOutcome> progress_of(Evaluator& evaluator,
                                           const model::Recommendation& recommendation) {
  if (!has_progress(recommendation)) return std::nullopt;
  return ProgressFinder{evaluator, recommendation}.find();
}

std::vector<model::Input> needs_of_progress(Evaluator& evaluator, const model::Recommendation& recommendation,
                                            const ProgressOutcome& outcome) {
  std::vector<model::ExprId> unknown;
  if (outcome.done == Truth::unknown) {
    unknown.push_back(*recommendation.done);
  } else if (recommendation.within) {
    const auto& [low, high] = recommendation.within->time;
    unknown = {*recommendation.within->of, low, high.value_or(low)};
  }
  std::vector<model::Input> result;
  for (const auto expr : unknown) {
    for (const auto& input : evaluator.needs(expr)) {
      if (std::ranges::find(result, input) == result.end()) result.push_back(input);
    }
  }
  return result;
}

bool is_due_at(const PlannedMoment& due, const ast::Instant& written, const Moment& at) {
  return std::visit(overloaded{
                        [&](const ast::DateLiteral& literal) {
                          auto moment = due.moment;
                          moment.offset_minutes = at.offset_minutes;
                          return date_of(moment) == literal.date;
                        },
                        [&](const ast::MomentLiteral& literal) {
                          const auto moment = literal.has_offset
                                                  ? literal.moment
                                                  : at_same_clock_time(literal.moment, at.offset_minutes);
                          return due.moment == moment;
                        },
                    },
                    written.node);
}

std::string planned_text(const PlannedMoment& planned, const Moment& at) {
  if (!planned.whole_day) return to_string(planned.moment);
  auto moment = planned.moment;
  moment.offset_minutes = at.offset_minutes;
  return to_string(date_of(moment));
}

std::string_view to_string(Progress progress) {
  switch (progress) {
    case Progress::done: return "done";
    case Progress::due: return "due";
    case Progress::overdue: return "overdue";
    case Progress::not_due: return "not_due";
    case Progress::unknown: break;
  }
  return "unknown";
}

}  // namespace waymark
