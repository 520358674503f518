#include "tools/report/tested.hpp"

#include <algorithm>

namespace waymark {

std::vector<std::string> TestedPathway::scenario_names() const {
  std::vector<std::string> result;
  for (const auto& scenario : model().scenarios) result.push_back(scenario.name);
  return result;
}

TestedNumbers TestedPathway::numbers() const {
  const auto passed = std::ranges::count_if(runs, [](const auto& run) { return run.result.passed(); });
  return {runs.size(), static_cast<std::size_t>(passed)};
}

}  // namespace waymark
