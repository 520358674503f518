#include <fmt/format.h>
#include <fmt/ranges.h>

#include "tools/report/progress_text.hpp"
#include "tools/report/replay_report.hpp"
#include "tools/report/statement_text.hpp"
#include "tools/report/text_layout.hpp"

namespace waymark {

namespace {

class ReplayPage {
 public:
  ReplayPage(const ReplayReport& report, bool color) : report_{report}, page_{color} {}

  std::string write() {
    header();
    const Replay replay{model(), every_statement(model())};
    replay.run(report_.patient, report_.from, report_.to, [&](const ReplayMoment& each) { moment(each); });
    if (day_.empty()) page_.entry({"", "Nothing is advised or open in this time.", ""});
    return page_.text();
  }

 private:
  const model::Model& model() const { return *report_.compilation.model; }

  void header() {
    const auto when = fmt::format("{} to {}", moment_text(report_.from), moment_text(report_.to));
    page_.title(fmt::format("{} {}  {}", model().id, model().version, model().title),
                report_.patient.id.empty() ? when : fmt::format("{}, {}", report_.patient.id, when));
  }

  void moment(const ReplayMoment& moment) {
    const auto day = to_string(date_of(moment.at));
    if (day != day_) page_.heading(day);
    day_ = day;
    std::vector<std::string> causes;
    for (const auto& cause : moment.because) causes.push_back(cause_words(cause));
    if (causes.empty()) causes.emplace_back(moment.at == report_.from ? "at the beginning" : "time");
    page_.entry({time_text(moment.at), fmt::format("{}", fmt::join(causes, ", ")), ""});
    for (const auto& change : moment.changes) page_.detail(change_text(change, moment.at));
  }

  std::string cause_words(const Cause& cause) const {
    const auto text = cause_text(cause, report_.compilation);
    return std::holds_alternative<Passed>(cause) ? "after " + text : text;
  }

  std::string change_text(const StatementChange& change, const Moment& at) const {
    auto result = model::statement(model(), change.statement).id + ": ";
    const auto status = change.to.status;
    result += status_name(status);
    if (!change.to.progress) return result;
    result += progress(*change.to.progress, at);
    const bool was_overtaken =
        change.from && change.from->progress && !change.from->progress->overtaken_by.empty();
    for (const auto id : change.to.progress->overtaken_by) {
      if (!was_overtaken)
        result += fmt::format("; out of order: {} is done already", model().recommendations[id].id);
    }
    return result;
  }

  static std::string progress(const ProgressOutcome& its, const Moment& at) {
    auto result = ", " + progress_words(its.progress);
    if (its.progress == Progress::not_due && its.opens)
      result += fmt::format(" before {}", when_words(*its.opens, at));
    const bool is_open = its.progress != Progress::done;
    return is_open && its.due ? result + fmt::format(", by {}", when_words(*its.due, at)) : result;
  }

  // On the same day the time alone.
  static std::string when_words(const PlannedMoment& planned, const Moment& at) {
    auto moment = planned.moment;
    moment.offset_minutes = at.offset_minutes;
    if (planned.whole_day || date_of(moment) != date_of(at)) return planned_words(planned, at);
    return time_text(moment);
  }

  // `08:33:01`, without seconds where there are none.
  static std::string time_text(const Moment& moment) {
    constexpr std::size_t time_begin = 11, minutes_length = 5, time_length = 8;
    const auto time = to_string(moment).substr(time_begin, time_length);
    return time.ends_with(":00") ? time.substr(0, minutes_length) : time;
  }

  const ReplayReport& report_;
  Page page_;
  std::string day_;
};

}  // namespace

std::string replay_text(const ReplayReport& report, bool color) { return ReplayPage{report, color}.write(); }

}  // namespace waymark
