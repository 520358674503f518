#include "tools/report/tested.hpp"

#include <algorithm>
#include <numeric>

namespace waymark {

std::vector<std::string> TestedPathway::scenario_names() const {
  std::vector<std::string> result;
  for (const auto& scenario : model().scenarios) result.push_back(scenario.name);
  return result;
}

std::size_t TestedPathway::passed() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(runs, [](const ScenarioRun& run) { return run.result.passed(); }));
}

std::size_t Tested::scenarios() const {
  std::size_t sum = 0;
  for (const auto& pathway : pathways) sum += pathway.runs.size();
  return sum;
}

std::size_t Tested::passed() const {
  std::size_t sum = 0;
  for (const auto& pathway : pathways) sum += pathway.passed();
  return sum;
}

}  // namespace waymark
