#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "interpreter/scenarios/scenario.hpp"
#include "lang/compile.hpp"

namespace waymark {

// How long a scenario took, and what came of it.
struct ScenarioRun {
  ScenarioResult result;
  double seconds = 0;
};

// How many scenarios were run.
struct TestedNumbers {
  std::size_t scenarios = 0, passed = 0;

  std::size_t failed() const { return scenarios - passed; }
  TestedNumbers& operator+=(const TestedNumbers& other) {
    scenarios += other.scenarios;
    passed += other.passed;
    return *this;
  }
};

// One pathway or library with its scenarios; where it has errors, there are none.
struct TestedPathway {
  std::string path;  // as it was given, or the file of a library in a folder
  std::unique_ptr<Compilation> compilation;
  std::vector<ScenarioRun> runs;

  bool is_usable() const { return compilation->model.has_value(); }
  const model::Model& model() const { return *compilation->model; }
  std::vector<std::string> scenario_names() const;
  TestedNumbers numbers() const;
};

}  // namespace waymark
