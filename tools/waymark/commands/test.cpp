#include "tools/waymark/commands/test.hpp"

#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "tools/report/coverage_html.hpp"
#include "tools/report/coverage_report.hpp"
#include "tools/report/coverage_text.hpp"
#include "tools/report/junit.hpp"
#include "tools/report/safe_text.hpp"
#include "tools/report/test_json.hpp"
#include "tools/report/test_text.hpp"
#include "tools/waymark/commands/scenario_file.hpp"
#include "tools/waymark/commands/scenario_run.hpp"
#include "tools/waymark/commands/watch.hpp"

namespace waymark {

namespace {

using Json = nlohmann::ordered_json;

// What came of one pathway after the other. Of each only words are kept; where the coverage is measured, all
// pathways are, as files may be part of several.
class TestReport {
 public:
  TestReport(const TestOptions& options, const Surroundings& surroundings)
      : options_{options},
        now_{surroundings.now},
        color_{wants_color(options.color, surroundings.out_is_terminal, surroundings)} {}

  void add(TestedPathway pathway) {
    present(pathway);
    numbers_ += pathway.numbers();
    ++pathways_;
    if (options_.coverage) kept_.push_back(std::move(pathway));
  }

  bool is_empty() const { return pathways_ == 0; }
  const TestedNumbers& numbers() const { return numbers_; }
  std::optional<CoverageReport> coverage() const {
    return options_.coverage ? std::optional{measure_coverage(kept_)} : std::nullopt;
  }

  // What is printed.
  std::string document(const std::optional<CoverageReport>& coverage) {
    switch (options_.format) {
      case TestFormat::json: return test_document(std::move(entries_), numbers_, coverage);
      case TestFormat::junit: return junit_xml(text_);
      case TestFormat::lcov: return coverage_lcov(*coverage);
      case TestFormat::html: return coverage_html(*coverage);
      case TestFormat::text: break;
    }
    return coverage && !coverage->empty() ? text() + coverage_text(*coverage) : text();
  }

 private:
  void present(const TestedPathway& pathway) {
    switch (options_.format) {
      case TestFormat::json: entries_.push_back(test_json(pathway)); break;
      case TestFormat::junit: text_ += junit_suite(pathway, pathways_, now_); break;
      case TestFormat::text:
        text_ += failures_text(pathway, color_);
        lines_ += tested_line(pathway);
        break;
      case TestFormat::lcov:
      case TestFormat::html: break;
    }
  }

  std::string text() const {
    if (numbers_.scenarios == 0) return {};
    return text_ + (pathways_ > 1 ? lines_ : "") + numbers_line(numbers_);
  }

  const TestOptions& options_;
  Moment now_;
  bool color_;
  std::size_t pathways_ = 0;
  TestedNumbers numbers_;
  std::string text_, lines_;
  Json entries_ = Json::array();
  std::vector<TestedPathway> kept_;
};

}  // namespace

static void answer_no(Reply& reply) {
  if (reply.exit_code == ExitCode::fine) reply.exit_code = ExitCode::answer_is_no;
}

// Measured without rounding: 99.96 is less than 100.
static void require_coverage(const CoverageReport& coverage, double least, Reply& reply) {
  const auto all = numbers(coverage);
  if (percent(all) >= least) return;
  reply.err += program_message(fmt::format("coverage is {} %, less than {} %", percent_text(all), least));
  answer_no(reply);
}

static void emit(const CoverageReport& coverage, const TestOptions& options, Reply& reply) {
  if (coverage.size() != 1) {
    reply.exit_code = ExitCode::unusable;
    reply.err += program_message(one_pathway_only);
    return;
  }
  std::vector<std::string> scenarios;
  for (const auto& entry : coverage.front().entries) {
    if (entry.example && !entry.example->text.empty()) scenarios.push_back(entry.example->text);
  }
  const auto& pathway = coverage.front().pathway;
  write_scenarios({*options.scenarios, options.force}, scenarios, pathway.scenario_names(),
                  pathway.compilation->sources, reply);
}

static Reply test_once(const TestOptions& options, const NameFilter& filter,
                       const Surroundings& surroundings) {
  Reply reply;
  TestReport report{options, surroundings};
  run_scenarios(options.paths, filter, options, surroundings, reply,
                [&](TestedPathway pathway) { report.add(std::move(pathway)); });
  const auto& numbers = report.numbers();
  const bool nothing_chosen = numbers.scenarios == 0 && reply.exit_code == ExitCode::fine;
  if (nothing_chosen) {
    reply.exit_code = ExitCode::unusable;
    reply.err += program_message("--filter " + *options.filter + ": no scenario has such a name");
  }
  const auto coverage = report.coverage();
  if (!report.is_empty()) reply.out = report.document(coverage);
  if (numbers.failed() > 0) answer_no(reply);
  if (coverage && options.scenarios) emit(*coverage, options, reply);
  if (coverage && options.least_percent) require_coverage(*coverage, *options.least_percent, reply);
  return reply;
}

// Why these options do not go together; empty where they do.
static std::string contradiction(const TestOptions& options) {
  const bool shows_coverage = options.format == TestFormat::lcov || options.format == TestFormat::html;
  if (shows_coverage && !options.coverage) return "--format lcov and html show the coverage: add --coverage";
  if (options.coverage && options.format == TestFormat::junit)
    return "--format junit has no place for --coverage";
  if (options.scenarios && !options.coverage)
    return "--emit-scenarios writes what the coverage is missing: add --coverage";
  if (options.least_percent && !options.coverage) return "--min is about the coverage: add --coverage";
  return {};
}

Reply test(const TestOptions& options, const Surroundings& surroundings) {
  if (const auto reason = contradiction(options); !reason.empty())
    return {.exit_code = ExitCode::unusable, .out = {}, .err = program_message(reason)};
  if (auto refused = refused_force(options.force, options.scenarios.has_value())) return *std::move(refused);
  const auto file = scenario_file(options.scenarios, options.force);
  if (auto refused = refused_scenario_file(file, options.paths, {}, options, surroundings))
    return *std::move(refused);
  auto filter = NameFilter::of(options.filter);
  if (auto* reply = std::get_if<Reply>(&filter)) return std::move(*reply);
  const auto once = [&] {
    return fit_to_read(test_once(options, std::get<NameFilter>(filter), surroundings),
                       options.format == TestFormat::text);
  };
  return options.watch ? watch(options.paths, options, surroundings, once) : once();
}

}  // namespace waymark
