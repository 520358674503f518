#include "tools/waymark/commands/test.hpp"

#include <utility>

#include <fmt/format.h>

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

static std::string presented(const Tested& tested, const std::optional<CoverageReport>& coverage,
                             const TestOptions& options, const Surroundings& surroundings) {
  switch (options.format) {
    case TestFormat::json: return test_json(tested, coverage);
    case TestFormat::junit: return junit_xml(tested, surroundings.now);
    case TestFormat::lcov: return coverage_lcov(*coverage);
    case TestFormat::html: return coverage_html(*coverage);
    case TestFormat::text: break;
  }
  const auto text = test_text(tested, wants_color(options.color, surroundings.out_is_terminal, surroundings));
  return coverage && !coverage->empty() ? text + coverage_text(*coverage) : text;
}

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
  const auto tested = run_scenarios(options.paths, filter, options, surroundings);
  Reply reply{.exit_code = tested.exit_code, .out = {}, .err = tested.err};
  const bool nothing_chosen = tested.scenarios() == 0 && tested.exit_code == ExitCode::fine;
  if (nothing_chosen) {
    reply.exit_code = ExitCode::unusable;
    reply.err += program_message("--filter " + *options.filter + ": no scenario has such a name");
  }
  const auto coverage = options.coverage ? std::optional{measure_coverage(tested)} : std::nullopt;
  if (!tested.pathways.empty()) reply.out = presented(tested, coverage, options, surroundings);
  if (tested.passed() < tested.scenarios()) answer_no(reply);
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
