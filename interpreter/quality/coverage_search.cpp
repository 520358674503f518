#include "interpreter/quality/coverage_search.hpp"

#include <utility>

#include "interpreter/quality/observed.hpp"

namespace waymark {

CoverageSearch::CoverageSearch(const model::Model& model, const Sources& sources,
                               std::function<bool()> is_stopped)
    : model_{model},
      sources_{sources},
      is_stopped_{std::move(is_stopped)},
      bases_{model},
      dependents_{model},
      conditions_{model} {}

CoverageSearchResult CoverageSearch::of(const CoverageItem& item) const {
  std::vector<model::ExprId> exprs;
  for (const auto& goal : item.goals) {
    for (const auto expr : goal.exprs()) exprs.push_back(expr);
  }
  const auto wanted = [&](const Patient& patient, Moment at) {
    if (is_stopped_()) return true;  // the first who comes ends the search
    Evaluator evaluator{model_, patient, at};
    return reaches(item, evaluator);
  };
  auto search = find_witness(model_, exprs, bases_, wanted);
  if (is_stopped_()) return {};
  if (!search.found) return {std::nullopt, search.complete};
  auto text = scenario_of(model_, *search.found,
                          observed(model_, conditions_, model_, sources_, dependents_.resting_on(exprs)));
  return {ReachingPatient{search.found->scenario, std::move(search.found->given), std::move(text)},
          search.complete};
}

}  // namespace waymark
