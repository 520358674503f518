#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "interpreter/scenarios/scenario.hpp"
#include "lang/compile.hpp"
#include "tools/report/reply.hpp"

namespace waymark {

// How long a scenario took, and what came of it.
struct ScenarioRun {
  ScenarioResult result;
  double seconds = 0;
};

// One pathway or library with its scenarios; where it has errors, there are none.
struct TestedPathway {
  std::string path;  // as it was given, or the file of a library in a folder
  std::unique_ptr<Compilation> compilation;
  std::vector<ScenarioRun> runs;

  bool is_usable() const { return compilation->model.has_value(); }
  const model::Model& model() const { return *compilation->model; }
  std::vector<std::string> scenario_names() const;
  std::size_t passed() const;
  std::size_t failed() const { return runs.size() - passed(); }
};

struct Tested {
  std::vector<TestedPathway> pathways;
  ExitCode exit_code =
      ExitCode::fine;  // unusable where a path could not be loaded, has errors or no scenario
  std::string err;

  std::size_t scenarios() const;
  std::size_t passed() const;
};

}  // namespace waymark
