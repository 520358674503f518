#include "tools/report/progress_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "tools/report/needs_words.hpp"
#include "tools/report/reason_text.hpp"
#include "tools/report/statement_text.hpp"

namespace waymark {

namespace {

class PlanLines {
 public:
  PlanLines(const RunReport& report, const Wording& wording, const model::Recommendation& recommendation)
      : report_{report}, wording_{wording}, recommendation_{recommendation} {}

  std::vector<std::string> lines(const StatementOutcome& outcome) {
    if (outcome.progress) progress(*outcome.progress);
    if (recommendation_.aim) aim(*recommendation_.aim);
    return std::move(result_);
  }

 private:
  const Moment& at() const { return report_.evaluator.at(); }

  void progress(const ProgressOutcome& its) {
    switch (its.progress) {
      case Progress::done:
        result_.push_back(
            fmt::format("done: {}", fmt::join(reason_lines(report_, *recommendation_.done), "; ")));
        break;
      case Progress::overdue:
      case Progress::due: due(its); break;
      case Progress::not_due: not_due(its); break;
      case Progress::unknown: unknown(its); break;
    }
    for (const auto id : its.overtaken_by) overtaken(report_.model().recommendations[id]);
  }

  void due(const ProgressOutcome& its) {
    if (its.due) result_.push_back(fmt::format("due by {}", planned_words(*its.due, at())));
  }

  void not_due(const ProgressOutcome& its) {
    if (its.opens) result_.push_back(fmt::format("from {} on", planned_words(*its.opens, at())));
    due(its);
    if (its.opens || its.counted_from) return;
    result_.push_back(fmt::format("once it has happened: {}", of_words()));
  }

  void unknown(const ProgressOutcome& its) {
    const bool is_done_unknown = its.done == Truth::unknown;
    const auto what = is_done_unknown ? "not known whether it is done" : "not known when it is due";
    const auto needs = needs_of_progress(report_.evaluator, recommendation_, its);
    result_.push_back(needs.empty() ? std::string{what}
                                    : fmt::format("{}; {}", what, needs_words(report_, needs)));
    if (is_done_unknown) due(its);
  }

  void overtaken(const model::Recommendation& later) {
    result_.push_back(
        fmt::format("out of order: {} ({}) is done already", wording_.target(later.target), later.id));
  }

  void aim(model::ExprId aim) {
    const auto truth = report_.evaluator.truth(aim);
    const auto lines = reason_lines(report_, aim);
    const auto reached = truth == Truth::yes  ? "reached"
                         : truth == Truth::no ? "not reached"
                                              : "not known whether it is reached";
    result_.push_back(fmt::format("target {}: {}{}{}", wording_.in_words(aim), reached,
                                  lines.empty() ? "" : "; ", fmt::join(lines, "; ")));
  }

  std::string of_words() const { return wording_.in_words(*recommendation_.within->of); }

  const RunReport& report_;
  const Wording& wording_;
  const model::Recommendation& recommendation_;
  std::vector<std::string> result_;
};

}  // namespace

std::string status_name(Status status) {
  return status == Status::not_advised ? "not advised" : std::string{to_string(status)};
}

std::string progress_words(Progress progress) {
  if (progress == Progress::not_due) return "not due";
  return progress == Progress::unknown ? "progress unknown" : std::string{to_string(progress)};
}

std::vector<std::optional<Progress>> progress_groups() {
  return {Progress::overdue, Progress::due,     std::nullopt,
          Progress::unknown, Progress::not_due, Progress::done};
}

std::string_view progress_heading(const std::optional<Progress>& progress) {
  if (!progress) return "ADVISED";
  switch (*progress) {
    case Progress::overdue: return "OVERDUE";
    case Progress::due: return "DUE";
    case Progress::not_due: return "NOT DUE YET";
    case Progress::done: return "DONE";
    case Progress::unknown: break;
  }
  return "DONE OR DUE, NOT KNOWN WHICH";
}

std::vector<std::string> plan_lines(const RunReport& report, const Wording& wording,
                                    const model::Recommendation& recommendation,
                                    const StatementOutcome& outcome) {
  return PlanLines{report, wording, recommendation}.lines(outcome);
}

std::string planned_words(const PlannedMoment& planned, const Moment& at) {
  return planned.whole_day ? planned_text(planned, at) : moment_text(planned.moment);
}

}  // namespace waymark
