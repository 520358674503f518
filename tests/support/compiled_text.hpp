#pragma once

#include <memory>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "interpreter/decide/outcome.hpp"
#include "interpreter/scenarios/scenario.hpp"
#include "lang/compile.hpp"
#include "project_files.hpp"

namespace waymark::test {

struct DecidedScenario {
  ScenarioPatient given;
  Outcome outcome;
  std::vector<ExpectResult> expects;
};

// A pathway written in a test, and the patients of its scenarios.
class CompiledText {
 public:
  explicit CompiledText(const std::string& text)
      : compilation_{compile({{"test.pathway", "pathway test {}\n" + text}}, in_project("/stdlib"))} {
    for (const auto& diagnostic : compilation_.diagnostics.list()) UNSCOPED_INFO(diagnostic.message);
    REQUIRE(compilation_.model);
  }

  const model::Model& model() const { return *compilation_.model; }
  const Sources& sources() const { return compilation_.sources; }

  DecidedScenario run(const std::string& name) const {
    const auto& scenarios = model().scenarios;
    for (std::uint32_t i = 0; i < scenarios.size(); ++i) {
      if (scenarios[i].name != name) continue;
      auto given = scenario_patient(model(), i);
      Evaluator evaluator{model(), given.patient, given.at};
      auto outcome = decide(evaluator);
      return {std::move(given), std::move(outcome), run_scenario(model(), i).expects};
    }
    FAIL("no scenario " << name);
    return {};
  }

  const StatementOutcome& recommendation(const Outcome& outcome, const std::string& id) const {
    for (std::size_t i = 0; i < model().recommendations.size(); ++i) {
      if (model().recommendations[i].id == id) return outcome.recommendations[i];
    }
    FAIL("no recommendation " << id);
    return outcome.recommendations.front();
  }

  std::vector<std::string> ids(const std::vector<model::RecommendationId>& recommendations) const {
    std::vector<std::string> result;
    for (const auto id : recommendations) result.push_back(model().recommendations[id].id);
    return result;
  }

 private:
  Compilation compilation_;
};

}  // namespace waymark::test
