#include "tools/report/test_json.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "interpreter/scenarios/scenario_path.hpp"
#include "tools/report/coverage_json.hpp"
#include "tools/report/expect_words.hpp"
#include "tools/report/json_parts.hpp"
#include "tools/report/version.hpp"

namespace waymark {

using Json = nlohmann::ordered_json;

static Json expectation_json(const TestedPathway& pathway, const ScenarioResult& result, std::size_t index) {
  const auto& sources = pathway.compilation->sources;
  const auto& expect = result.expects[index];
  Json entry{{"met", expect.met},
             {"expected", expected_words(pathway.model(), expect)},
             {"actual", found_words(pathway.model(), expect)},
             {"span", span_json(expect.span, sources)}};
  if (!expect.met) {
    entry["path"] = path_json(path_of_expectation(pathway.model(), result, index, sources), sources);
  }
  return entry;
}

static Json scenario_json(const TestedPathway& pathway, const ScenarioResult& result) {
  const auto& scenario = pathway.model().scenarios[result.scenario];
  auto expectations = Json::array();
  for (std::size_t i = 0; i < result.expects.size(); ++i)
    expectations.push_back(expectation_json(pathway, result, i));
  auto violated = Json::array();
  for (const auto index : result.violated) violated.push_back(pathway.model().properties[index].text);
  return {{"name", scenario.name},
          {"passed", result.passed()},
          {"at", to_string(result.at)},
          {"span", span_json(scenario.span, pathway.compilation->sources)},
          {"expectations", std::move(expectations)},
          {"violated", std::move(violated)}};
}

Json test_json(const TestedPathway& pathway) {
  Json entry{{"path", pathway.path}};
  if (!pathway.is_usable()) {
    entry["diagnostics"] =
        diagnostics_json(pathway.compilation->diagnostics.sorted(), pathway.compilation->sources);
    return entry;
  }
  const auto& model = pathway.model();
  entry["id"] = model.id;
  entry["title"] = model.title;
  entry["version"] = model.version;
  entry["scenarios"] = Json::array();
  for (const auto& run : pathway.runs) entry["scenarios"].push_back(scenario_json(pathway, run.result));
  return entry;
}

std::string test_document(Json pathways, const TestedNumbers& numbers,
                          const std::optional<CoverageReport>& coverage) {
  Json document{{"waymark", version},
                {"pathways", std::move(pathways)},
                {"scenarios", numbers.scenarios},
                {"passed", numbers.passed},
                {"failed", numbers.failed()}};
  if (coverage) document["coverage"] = coverage_json(*coverage);
  return printed(document);
}

}  // namespace waymark
