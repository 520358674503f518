// A patient as a document is the same patient; a question is asked for what can matter; a scenario passes.
#include "tools/report/patient_json.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "command_runner.hpp"
#include "compiled.hpp"
#include "golden.hpp"
#include "interpreter/decide/outcome.hpp"
#include "interpreter/facts/json/facts_json.hpp"
#include "interpreter/facts/scenario_patient.hpp"
#include "interpreter/scenarios/scenario_text.hpp"
#include "lang/compile.hpp"
#include "patient_generator.hpp"
#include "program_generator.hpp"
#include "share.hpp"
#include "test_folder.hpp"
#include "tools/report/inputs_json.hpp"

namespace waymark::patient_json_test {
namespace {

using Catch::Contains;

Patient read_back(const model::Model& model, const nlohmann::ordered_json& document) {
  INFO(document.dump());
  auto read = PatientReader{model}.read(document.dump(), std::nullopt);
  if (const auto* problems = std::get_if<std::vector<FactsProblem>>(&read)) FAIL(problems->front().message);
  return std::get<Patient>(std::move(read));
}

// Each fact has the same readings, and each parameter the same value.
void check_same(const model::Model& model, const Patient& before, const Patient& after) {
  auto seen = before;
  seen.at = after.at;
  CHECK(given_lines(model, seen) == given_lines(model, after));
  for (std::size_t i = 0; i < model.facts.size(); ++i) CHECK(before.facts[i].size() == after.facts[i].size());
}

}  // namespace

TEST_CASE("the patient of each scenario is written as a document that gives them", "[facts][page]") {
  std::size_t scenarios = 0;
  for (const auto* name : {"dah", "sepsis", "atrial_fibrillation"}) {
    const auto compilation = golden::compiled(in_project(fmt::format("/pathways/{}", name)));
    const auto& model = *compilation->model;
    for (std::uint32_t i = 0; i < model.scenarios.size(); ++i) {
      INFO(name << ": " << model.scenarios[i].name);
      const auto described = scenario_patient(model, i);
      const auto after = read_back(model, patient_json(model, described.patient, described.at));
      CHECK(after.at == described.at);
      check_same(model, described.patient, after);
      ++scenarios;
    }
  }
  CHECK(scenarios > 60);
}

TEST_CASE("random patients are written as documents that give them", "[facts][page]") {
  for (std::uint64_t seed = 0; seed < test::share(60); ++seed) {
    INFO("seed " << seed);
    const auto compilation = compile({{"generated.pathway", generated::pathway(seed)}}, golden::stdlib());
    REQUIRE(compilation.model);
    const generated::PatientGenerator patients{*compilation.model};
    for (std::uint64_t number = 0; number < 4; ++number) {
      const auto before = patients.patient(number);
      const auto at = generated::evaluation_moment();
      const auto after = read_back(*compilation.model, patient_json(*compilation.model, before, at));
      Evaluator first{*compilation.model, before, at}, second{*compilation.model, after, at};
      const auto expected = decide(first), said = decide(second);
      for (std::size_t i = 0; i < expected.recommendations.size(); ++i)
        CHECK(expected.recommendations[i].status == said.recommendations[i].status);
    }
  }
}

TEST_CASE("the units of a fact are those in which it can be given", "[facts][page]") {
  const auto compilation = golden::compiled(dah_folder);
  const auto inputs = nlohmann::json::parse(inputs_json(*compilation->model));
  std::size_t tried = 0;
  for (const auto& fact : inputs["facts"]) {
    if (!fact.contains("units")) continue;
    INFO(fact["name"]);
    CHECK(fact["units"][0] == fact["unit"]);
    for (const auto& unit : fact["units"]) {
      const std::string value = fmt::format("0.5 {}", unit.get<std::string>());
      const nlohmann::json document{{"facts", {{fact["name"].get<std::string>(), value}}}};
      const auto read = PatientReader{*compilation->model}.read(document.dump(), std::nullopt);
      const auto* problems = std::get_if<std::vector<FactsProblem>>(&read);
      // A bound may refuse the number, and nothing else does.
      if (problems)
        CHECK_THAT(problems->front().message, Contains("within") || Contains("outside") || Contains(" to "));
      ++tried;
    }
  }
  CHECK(tried > 15);
  const auto pressure =
      std::ranges::find(inputs["facts"], "pao2", [](const auto& fact) { return fact["name"]; });
  CHECK(std::ranges::count((*pressure)["units"], "kPa") == 1);
}

TEST_CASE("a run is written as a scenario that passes", "[run]") {
  const auto patient = in_project("/pathways/dah/patients/aav_hypoxemic.json");
  const auto reply =
      run_in_process({"run", dah_folder, "--facts", patient, "--as-scenario", "the \"first\" of them"});
  CHECK(reply.exit_code == ExitCode::fine);
  CHECK_THAT(reply.out, Contains("scenario \"the \\\"first\\\" of them\" {") &&
                            Contains("expect initial.pulse advised"));
  const auto document = run_in_process(
      {"run", dah_folder, "--facts", patient, "--as-scenario", "the \"first\" of them", "--format", "json"});
  CHECK(nlohmann::json::parse(document.out)["scenario"] == reply.out);
  CHECK(run_in_process({"run", dah_folder, "--facts", patient, "--as-scenario", "x", "--questions"})
            .exit_code == ExitCode::unusable);
}

TEST_CASE("what is asked next is what can still matter, and the rest no longer does", "[run]") {
  const auto reply = run_in_process({"run", dah_folder, "--facts", "-", "--questions"}, R"({"facts": {}})");
  CHECK_THAT(reply.out,
             Contains("ask for Alveolar hemorrhage to be treated now (hemorrhage_active): settles"));
  const auto run = nlohmann::json::parse(
      run_in_process({"run", dah_folder, "--facts", "-", "--format", "json"}, R"({"facts": {}})").out);
  const auto asked = nlohmann::json::parse(
      run_in_process({"run", dah_folder, "--facts", "-", "--questions", "--format", "json"},
                     R"({"facts": {}})")
          .out);
  const auto name = [](const nlohmann::json& each) {
    return each.contains("fact") ? each["fact"] : each["parameter"];
  };
  CHECK(asked["questions"].size() == run["needs"].size());
  for (const auto& each : asked["questions"]) CHECK(std::ranges::count(run["needs"], name(each)) == 1);
  for (const auto& each : asked["no_longer"]) CHECK(std::ranges::count(run["needs"], name(each)) == 0);
  for (std::size_t i = 1; i < asked["questions"].size(); ++i)
    CHECK(asked["questions"][i - 1]["settles"]["average"] >= asked["questions"][i]["settles"]["average"]);
}

}  // namespace waymark::patient_json_test
