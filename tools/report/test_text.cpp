#include "tools/report/test_text.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "interpreter/scenarios/scenario_path.hpp"
#include "lang/text/code_frame.hpp"
#include "lang/text/display_text.hpp"
#include "tools/report/expect_words.hpp"
#include "tools/report/path_text.hpp"

namespace waymark {

namespace {

std::string failure_text(const TestedPathway& pathway, const ScenarioResult& result, std::size_t expect,
                         bool color) {
  const auto& sources = pathway.compilation->sources;
  const auto& outcome = result.expects[expect];
  const auto heading = fmt::format("{}: {}", pathway.model().scenarios[result.scenario].name,
                                   unmet_words(pathway.model(), outcome));
  auto text = render("failed", heading, outcome.span, sources, {.color = color, .columns = 100});
  return text + path_text(path_of_expectation(pathway.model(), result, expect, sources), sources) + '\n';
}

std::string broken_property_text(const TestedPathway& pathway, const ScenarioResult& result,
                                 const model::Property& property, bool color) {
  const auto& scenario = pathway.model().scenarios[result.scenario];
  const auto heading = fmt::format("{}: breaks \"{}\"", scenario.name, property.text);
  return render("failed", heading, property.span, pathway.compilation->sources,
                {.color = color, .columns = 100}) +
         '\n';
}

}  // namespace

std::string failures_text(const TestedPathway& pathway, bool color) {
  std::string text;
  for (const auto& run : pathway.runs) {
    const auto& expects = run.result.expects;
    for (std::size_t i = 0; i < expects.size(); ++i) {
      if (!expects[i].met) text += failure_text(pathway, run.result, i, color);
    }
    for (const auto index : run.result.violated)
      text += broken_property_text(pathway, run.result, pathway.model().properties[index], color);
  }
  return text;
}

std::string numbers_line(const TestedNumbers& numbers) {
  auto text = fmt::format("{}, {} passed", counted(numbers.scenarios, "scenario"), numbers.passed);
  if (numbers.failed() > 0) text += fmt::format(", {} failed", numbers.failed());
  return text + '\n';
}

std::string tested_line(const TestedPathway& pathway) {
  if (!pathway.is_usable()) return fmt::format("{}: not run, it has errors\n", within_line(pathway.path));
  if (pathway.runs.empty()) return {};
  return fmt::format("{}: {}", within_line(pathway.path), numbers_line(pathway.numbers()));
}

std::string counted(std::size_t count, const std::string& word) {
  return fmt::format("{} {}{}", count, word, count == 1 ? "" : "s");
}

}  // namespace waymark
