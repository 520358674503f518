#pragma once

#include <cstdint>
#include <vector>

#include "interpreter/evaluate/evaluator.hpp"
#include "interpreter/facts/scenario_patient.hpp"
#include "interpreter/scenarios/expect_result.hpp"
#include "lang/model/model.hpp"

namespace waymark {

struct ScenarioResult {
  std::uint32_t scenario = 0;
  Moment at;
  std::vector<ExpectResult> expects;
  std::vector<std::uint32_t> violated;  // indices of the properties that its patient breaks

  // All that it expects is met, and its patient breaks no property of the pathway.
  bool passed() const;
};

// What comes of one `expect` for the evaluator's patient.
ExpectResult check_expect(Evaluator& evaluator, const model::Expect& expect);

// Looks at nothing but what the scenario expects, and the properties.
ScenarioResult run_scenario(const model::Model& model, std::uint32_t scenario);

}  // namespace waymark
