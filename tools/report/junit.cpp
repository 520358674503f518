#include "tools/report/junit.hpp"

#include <fmt/format.h>

#include "interpreter/scenarios/scenario_path.hpp"
#include "lang/text/code_frame.hpp"
#include "lang/text/display_text.hpp"
#include "tools/report/diagnostics_text.hpp"
#include "tools/report/expect_words.hpp"
#include "tools/report/path_text.hpp"
#include "tools/report/xml_text.hpp"

namespace waymark {

namespace {

// As the schema wants it: UTC, without saying so.
std::string timestamp(const Moment& now) {
  return to_string(Moment{now.microseconds, 0}).substr(0, std::string_view{"2026-11-23T08:30:00"}.size());
}

// What is wrong with a scenario; the message is that of the first fault.
struct Failure {
  std::string message;
  std::string text;

  void add(const Sources& sources, Span span, const std::string& fault) {
    if (message.empty()) message = fault;
    text += fmt::format("{}:{}: {}\n", within_line(sources.name(span)), sources.position(span).line,
                        within_line(fault));
  }
};

Failure failure_of(const TestedPathway& pathway, const ScenarioResult& result) {
  const auto& sources = pathway.compilation->sources;
  Failure failure;
  for (std::size_t i = 0; i < result.expects.size(); ++i) {
    const auto& expect = result.expects[i];
    if (expect.met) continue;
    failure.add(sources, expect.span, unmet_words(pathway.model(), expect));
    failure.text += path_text(path_of_expectation(pathway.model(), result, i, sources), sources);
  }
  for (const auto index : result.violated) {
    const auto& property = pathway.model().properties[index];
    failure.add(sources, property.span, fmt::format("breaks \"{}\"", property.text));
  }
  return failure;
}

std::string problem_element(std::string_view name, std::string_view type, const Failure& failure) {
  return fmt::format("      <{} type=\"{}\" message=\"{}\">{}</{}>\n", name, type,
                     xml_attribute(failure.message), xml_text(failure.text), name);
}

std::string case_element(const std::string& suite, const std::string& name, double seconds,
                         const std::string& problem) {
  const auto begin = fmt::format("    <testcase classname=\"{}\" name=\"{}\" time=\"{:.6f}\"",
                                 xml_attribute(suite), xml_attribute(name), seconds);
  return problem.empty() ? begin + "/>\n" : begin + ">\n" + problem + "    </testcase>\n";
}

std::string broken_case(const TestedPathway& pathway) {
  const auto& compilation = *pathway.compilation;
  const auto diagnostics = compilation.diagnostics.sorted();
  const Failure failure{diagnostics.empty() ? "" : diagnostics.front().message,
                        diagnostics_text(diagnostics, compilation.sources, false)};
  return case_element(pathway.path, "the pathway has no errors", 0,
                      problem_element("error", "diagnostics", failure));
}

std::string cases(const TestedPathway& pathway) {
  if (!pathway.is_usable()) return broken_case(pathway);
  std::string result;
  for (const auto& run : pathway.runs) {
    const auto failure = failure_of(pathway, run.result);
    const bool failed = !run.result.passed();
    result += case_element(pathway.path, pathway.model().scenarios[run.result.scenario].name, run.seconds,
                           failed ? problem_element("failure", "expectation", failure) : "");
  }
  return result;
}

double seconds(const TestedPathway& pathway) {
  double sum = 0;
  for (const auto& run : pathway.runs) sum += run.seconds;
  return sum;
}

}  // namespace

std::string junit_suite(const TestedPathway& pathway, std::size_t id, const Moment& now) {
  const auto id_of_pathway = pathway.is_usable() ? pathway.model().id : pathway.path;
  const std::size_t errors = pathway.is_usable() ? 0 : 1;
  return fmt::format(
      "  <testsuite id=\"{}\" package=\"waymark\" name=\"{}\" timestamp=\"{}\" hostname=\"localhost\" "
      "tests=\"{}\" failures=\"{}\" errors=\"{}\" time=\"{:.6f}\">\n"
      "    <properties>\n      <property name=\"path\" value=\"{}\"/>\n    </properties>\n"
      "{}    <system-out/>\n    <system-err/>\n  </testsuite>\n",
      id, xml_attribute(id_of_pathway), timestamp(now), pathway.runs.size() + errors,
      pathway.numbers().failed(), errors, seconds(pathway), xml_attribute(pathway.path), cases(pathway));
}

std::string junit_xml(const std::string& suites) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n" + suites + "</testsuites>\n";
}

}  // namespace waymark
