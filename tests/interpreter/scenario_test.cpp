#include "interpreter/scenarios/scenario.hpp"

#include <catch2/catch.hpp>

#include "compiled_text.hpp"
#include "tools/report/expect_words.hpp"

namespace waymark::scenario_test {
using namespace waymark::test;

using Texts = std::vector<std::string>;

namespace {

const std::string pathway = R"(
fact causes : any of {aav, sle, infection}
fact lactate : number in mmol/L valid for 4 hours
fact surgery : event
fact creatinine : number in mg/dL molar mass 113.12 g/mol
fact ready : yes or no
parameter limit : number in mmol/L = 2 mmol/L
action fluids drug
section s {
  should give fluids { when lactate > limit and ready }
  must not give fluids as no_fluids { when causes includes sle }
}
)";

// What is expected, and what is so.
std::string compared(const model::Model& model, const ExpectResult& result) {
  return expected_words(model, result) + " | " + found_words(model, result);
}

// What came of the only scenario of a pathway: an entry for each `expect`.
Texts run(const std::string& scenarios, const std::string& name) {
  const CompiledText text{pathway + scenarios};
  Texts result;
  for (const auto& expect : text.run(name).expects)
    result.push_back(expect.met ? "met" : compared(text.model(), expect));
  return result;
}

}  // namespace

TEST_CASE("expectations say what came instead", "[scenario]") {
  const auto results = run(R"(
    scenario "s" {
      at 2026-11-23T08:30:00Z
      given lactate = 3 mmol/L
      given causes = {aav}
      expect s.fluids undetermined needs ready
      expect s.fluids undetermined
      expect s.fluids advised
      expect s.fluids undetermined needs ready, causes
      expect s.no_fluids not advised
      expect conflict s.fluids, s.no_fluids
      expect lactate > 5 mmol/L
      expect ready
    })",
                           "s");
  CHECK(results ==
        Texts{"met", "met", "s.fluids advised | undetermined, needs ready",
              "s.fluids undetermined, needs ready, causes | undetermined, needs ready", "met",
              "conflict s.fluids, s.no_fluids | no conflict: s.fluids undetermined, s.no_fluids not advised",
              "> 5 mmol/L | 3 mmol/L", "yes | unknown"});
}

TEST_CASE("a list given for a set is closed, single members stay open", "[scenario]") {
  const auto results = run(R"(
    scenario "list" { given causes = {aav} }
    scenario "member" extends "list" {
      given causes includes infection = unknown
      expect causes includes aav
      expect not causes includes sle
      expect (causes includes infection) is unknown
    }
    scenario "list again" extends "member" { given causes = {sle}  expect not causes includes aav }
  )",
                           "member");
  CHECK(results == Texts{"met", "met", "met"});
}

TEST_CASE("readings have times", "[scenario]") {
  const auto results = run(R"(
    scenario "s" {
      at 2026-11-23T08:30+01:00
      given lactate = 4 mmol/L 5 hours ago, 2 mmol/L at 2026-11-23T06:30, 9 mmol/L at 2026-11-23T09:00
      given surgery = no
      given creatinine = 88.4 umol/L
      expect lactate = 2 mmol/L
      expect time since lactate = 2 hours
      expect surgery is ruled out
      expect creatinine between 0.99 mg/dL and 1 mg/dL
    })",
                           "s");
  CHECK(results == Texts{"met", "met", "met", "met"});
}

TEST_CASE("what is given anew takes the place of what was extended", "[scenario]") {
  const std::string scenarios = R"(
    scenario "old" {
      at 2026-11-23T08:30:00Z
      given lactate = 3 mmol/L 5 hours ago
      given ready = yes
      given limit = 1 mmol/L
      expect lactate is stale
    }
    scenario "new" extends "old" {
      given lactate = 3 mmol/L 1 hour ago
      given limit = unknown
      expect s.fluids undetermined needs limit
    }
    scenario "later" extends "new" {
      at 2026-11-24T08:30:00Z
      given ready = unknown
      given limit = 2 mmol/L
      expect s.fluids undetermined needs ready
    })";
  CHECK(run(scenarios, "old") == Texts{"met"});
  CHECK(run(scenarios, "new") == Texts{"met"});
  CHECK(run(scenarios, "later") == Texts{"met"});
}

TEST_CASE("a comparison that fails says both values", "[scenario]") {
  const CompiledText text{R"(
fact lactate : number in mmol/L
fact limit : number in mmol/L
fact stage : one of { mild, middle, severe }
scenario "values" {
  given lactate = 2.5 mmol/L
  given limit = 3 mmol/L
  given stage = severe
  expect lactate = limit
  expect lactate > limit * 2
  expect lactate between 3 and below 4 mmol/L
  expect stage is one of {mild, middle}
  expect lactate < limit
}
)"};
  Texts results;
  for (const auto& each : text.run("values").expects) results.push_back(compared(text.model(), each));
  CHECK(results == Texts{"3 mmol/L | 2.5 mmol/L", "> 6 mmol/L | 2.5 mmol/L",
                         "between 3 mmol/L and below 4 mmol/L | 2.5 mmol/L", "mild or middle | severe",
                         "yes | yes"});
}

}  // namespace waymark::scenario_test
