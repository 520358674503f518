#include "interpreter/quality/coverage.hpp"

#include <algorithm>

#include "interpreter/scenarios/scenario.hpp"

namespace waymark {
namespace {

bool decides(const DecidingPart& deciding, const Evaluator& evaluator) {
  Truth with[2];
  for (const bool value : {false, true}) {
    Evaluator assuming{evaluator.model(), evaluator.patient(), evaluator.at()};
    assuming.assume(deciding.part, value);
    with[value ? 1 : 0] = assuming.truth(deciding.condition);
  }
  return with[0] != with[1] && with[0] != Truth::unknown && with[1] != Truth::unknown;
}

}  // namespace

std::string_view to_string(CoverageKind kind) {
  switch (kind) {
    case CoverageKind::status: return "status";
    case CoverageKind::condition: return "condition";
    case CoverageKind::decision: return "decision";
    case CoverageKind::arm: break;
  }
  return "arm";
}

std::vector<model::ExprId> CoverageGoal::exprs() const {
  std::vector<model::ExprId> result;
  for (const auto& required : truths) result.push_back(required.expr);
  if (deciding) result.push_back(deciding->condition);
  return result;
}

bool reaches(const CoverageGoal& goal, Evaluator& evaluator) {
  const auto holds = [&](const RequiredTruth& required) {
    return evaluator.truth(required.expr) == required.truth;
  };
  return std::ranges::all_of(goal.truths, holds) && (!goal.deciding || decides(*goal.deciding, evaluator));
}

bool reaches(const CoverageItem& item, Evaluator& evaluator) {
  return std::ranges::any_of(item.goals, [&](const CoverageGoal& goal) { return reaches(goal, evaluator); });
}

std::vector<std::size_t> coverage_counts(const model::Model& model, const std::vector<CoverageItem>& items,
                                         const std::vector<std::uint32_t>& scenarios) {
  std::vector<std::size_t> counts(items.size());
  for (const auto scenario : scenarios) {
    const auto given = scenario_patient(model, scenario);
    Evaluator evaluator{model, given.patient, given.at};
    for (std::size_t i = 0; i < items.size(); ++i) counts[i] += reaches(items[i], evaluator) ? 1 : 0;
  }
  return counts;
}

}  // namespace waymark
