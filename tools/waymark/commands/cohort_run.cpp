#include "tools/waymark/commands/cohort_run.hpp"

#include <algorithm>
#include <deque>
#include <future>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include <fmt/format.h>

#include "interpreter/facts/facts_problems.hpp"
#include "tools/waymark/io/loading.hpp"
#include "tools/waymark/io/patient_input.hpp"
#include "tools/waymark/io/progress_line.hpp"

namespace waymark {

namespace {

constexpr std::size_t most_reported = 20;
constexpr std::size_t most_problems_of_line = 20;

cohort::Part too_long(const cohort::Question& question, std::size_t number) {
  if (question.refused) question.refused();
  FactsProblems problems;
  problems.report({"$", 0}, diagnostics::facts_too_large, json::most_bytes / 1'000'000);
  cohort::Part part;
  part.whole = cohort::empty_count(question.model, cohort::StatementConditions{question.model});
  part.rejected.push_back({number, {}, problems.take()});
  return part;
}

// As many evaluators as stretches are worked on at once; each serves one stretch after the other.
class Evaluators {
 public:
  explicit Evaluators(const cohort::Question& question)
      : question_{question}, program_{cohort::program_of(question)} {}

  cohort::Part evaluate(const Lines& lines) {
    if (lines.too_long) return too_long(question_, lines.first);
    auto evaluator = take();
    auto part = evaluator->evaluate(lines.text, lines.first);
    const std::lock_guard lock{mutex_};
    free_.push_back(std::move(evaluator));
    return part;
  }

 private:
  std::unique_ptr<cohort::LineEvaluator> take() {
    const std::lock_guard lock{mutex_};
    if (free_.empty()) return std::make_unique<cohort::LineEvaluator>(question_, program_);
    auto evaluator = std::move(free_.back());
    free_.pop_back();
    return evaluator;
  }

  const cohort::Question& question_;
  const columns::Program program_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<cohort::LineEvaluator>> free_;
};

class Runner {
 public:
  Runner(PatientLines& patients, const cohort::Question& question, const CohortRun& run)
      : patients_{patients}, evaluators_{question}, run_{run}, progress_{run.shows_progress} {
    result_.sum.whole = cohort::empty_count(question.model, cohort::StatementConditions{question.model});
    result_.rejected = patients.broken_lines;
    result_.messages = patients.messages;
  }

  CohortResult result() {
    while (is_going_on()) {
      auto lines = patients_.next();
      if (!lines) break;
      begin(std::move(*lines));
      if (pending_.size() >= run_.threads) finish_first();
    }
    while (!pending_.empty() && is_going_on()) finish_first();
    if (const auto problem = run_.at_end ? run_.at_end() : std::nullopt) {
      result_.is_complete = false;
      result_.messages += *problem;
    }
    if (const auto& failure = patients_.failure()) stop(fmt::format("{}: {}", patients_.name, *failure));
    if (result_.sum.has_too_many_groups) too_many_groups();
    if (result_.rejected > run_.most_rejects) too_many_rejects();
    return std::move(result_);
  }

 private:
  // With too many rejected lines nothing is kept; the first twenty are shown all the same.
  bool is_going_on() const {
    if (result_.sum.has_too_many_groups) return false;
    return result_.rejected <= run_.most_rejects || result_.rejected < most_reported;
  }

  void begin(Lines lines) {
    const auto policy = run_.threads > 1 ? std::launch::async : std::launch::deferred;
    pending_.push_back(std::async(policy, [this, stretch = std::move(lines)] {  //
      return evaluators_.evaluate(stretch);
    }));
  }

  void finish_first() {
    const auto part = pending_.front().get();
    pending_.pop_front();
    for (const auto& line : part.rejected) reject(line);
    if (run_.write_rows) run_.write_rows(part.rows);
    cohort::add(result_.sum, part);
    progress_.update(result_.sum.whole.patients, patients_.bytes_read(), patients_.bytes_in_all());
  }

  void reject(const cohort::RejectedLine& line) {
    ++result_.rejected;
    if (run_.write_reject) run_.write_reject(line);
    if (result_.rejected > most_reported) return;
    result_.messages += line.beside;
    const auto shown = std::min(line.problems.size(), most_problems_of_line);
    for (auto problem : std::span{line.problems}.first(shown)) {
      problem.line = static_cast<int>(line.number);
      problem.column = std::max(problem.column, 1);  // of a line that was not kept it is not known
      result_.messages += problem_text(patients_.name, problem);
    }
    if (const auto more = line.problems.size() - shown; more > 0)
      result_.messages += fmt::format("... and {} more on line {}\n", more, line.number);
  }

  void too_many_rejects() {
    const auto many = result_.rejected == 1 ? "1 line" : fmt::format("{} lines", result_.rejected);
    stop(fmt::format("{}: {} rejected, {} allowed; {}", patients_.name, many, run_.most_rejects,
                     run_.if_too_many));
  }

  void too_many_groups() {
    stop(
        fmt::format("--group-by: there are more than {} different values, and each takes memory; nothing was "
                    "written: group by a fact or an expression with fewer values",
                    cohort::most_groups));
  }

  void stop(const std::string& message) {
    result_.is_complete = false;
    result_.messages += program_message(message);
  }

  PatientLines& patients_;
  Evaluators evaluators_;
  const CohortRun& run_;
  ProgressLine progress_;
  CohortResult result_;
  std::deque<std::future<cohort::Part>> pending_;
};

}  // namespace

CohortResult run_cohort(PatientLines& patients, const cohort::Question& question, const CohortRun& run) {
  return Runner{patients, question, run}.result();
}

}  // namespace waymark
