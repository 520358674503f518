#include "tools/language_server/handle_scenarios.hpp"

#include <fmt/format.h>

#include "interpreter/quality/coverage.hpp"
#include "interpreter/scenarios/scenario_path.hpp"
#include "tools/language_server/asked_patient.hpp"
#include "tools/report/coverage_text.hpp"
#include "tools/report/expect_words.hpp"
#include "tools/report/json_parts.hpp"

namespace waymark::lsp {
namespace {

Json located(Json entry, const View& view, Span span) {
  entry["location"] = view.location(span);
  return entry;
}

std::vector<std::uint32_t> own_scenarios(const model::Model& model) {
  std::vector<std::uint32_t> result;
  for (std::uint32_t i = 0; i < model.scenarios.size(); ++i) {
    if (is_own(model, i)) result.push_back(i);
  }
  return result;
}

// Scenarios of a pathway, run for an editor.
class ScenarioRuns {
 public:
  ScenarioRuns(const View& view, const model::Model& model) : view_{view}, model_{model} {}

  Json run(std::uint32_t index) const {
    const auto result = run_scenario(model_, index);
    auto expectations = Json::array(), violated = Json::array();
    for (std::size_t i = 0; i < result.expects.size(); ++i) expectations.push_back(expectation(result, i));
    for (const auto property : result.violated)
      violated.push_back(
          located({{"text", model_.properties[property].text}}, view_, model_.properties[property].span));
    const auto& scenario = model_.scenarios[index];
    return located({{"name", scenario.name},
                    {"passed", result.passed()},
                    {"at", to_string(result.at)},
                    {"expectations", std::move(expectations)},
                    {"violated", std::move(violated)}},
                   view_, scenario.span);
  }

  Json coverage(const std::vector<std::uint32_t>& scenarios) const {
    const auto items = coverage_items(model_, view_.sources());
    const auto counts = coverage_counts(model_, items, scenarios);
    auto result = Json::array();
    for (std::size_t i = 0; i < items.size(); ++i) {
      const auto& item = items[i];
      if (item.constant && counts[i] == 0) continue;
      result.push_back(located({{"kind", to_string(item.kind)},
                                {"subject", item.subject},
                                {"value", value_words(item.value)},
                                {"scenarios", counts[i]}},
                               view_, item.span));
    }
    return result;
  }

 private:
  Json expectation(const ScenarioResult& result, std::size_t index) const {
    const auto& expect = result.expects[index];
    Json entry{{"met", expect.met},
               {"expected", expected_words(model_, expect)},
               {"actual", found_words(model_, expect)}};
    if (!expect.met)
      entry["path"] = path_json(path_of_expectation(model_, result, index, view_.sources()), view_.sources());
    return located(std::move(entry), view_, expect.span);
  }

  const View& view_;
  const model::Model& model_;
};

}  // namespace

Answer handle_scenarios(const Request& request) {
  const auto checked = checked_model(request);
  if (const auto* error = std::get_if<ResponseError>(&checked)) return *error;
  const auto& model = *std::get<const model::Model*>(checked);
  auto scenarios = Json::array();
  for (const auto index : own_scenarios(model)) {
    const auto& scenario = model.scenarios[index];
    Json entry{{"name", scenario.name}};
    if (scenario.extends) entry["extends"] = model.scenarios[*scenario.extends].name;
    scenarios.push_back(located(std::move(entry), request.view, scenario.span));
  }
  return Json{{"pathway", {{"id", model.id}, {"title", model.title}, {"version", model.version}}},
              {"scenarios", std::move(scenarios)}};
}

Answer handle_run_scenario(const Request& request) {
  const auto checked = checked_model(request);
  if (const auto* error = std::get_if<ResponseError>(&checked)) return *error;
  const auto& model = *std::get<const model::Model*>(checked);
  auto chosen = own_scenarios(model);
  if (const auto name = find_text(request.params, {"name"})) {
    const auto scenario = scenario_named(model, *name);
    if (!scenario)
      return ResponseError{ErrorCode::invalid_params, fmt::format("there is no scenario \"{}\"", *name)};
    chosen = {*scenario};
  }
  const ScenarioRuns runs{request.view, model};
  auto scenarios = Json::array();
  for (const auto index : chosen) scenarios.push_back(runs.run(index));
  Json result{{"scenarios", std::move(scenarios)}};
  if (find_flag(request.params, {"coverage"})) result["coverage"] = runs.coverage(chosen);
  return result;
}

}  // namespace waymark::lsp
