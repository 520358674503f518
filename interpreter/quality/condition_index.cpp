#include "interpreter/quality/condition_index.hpp"

#include <algorithm>
#include <tuple>

namespace waymark {

ConditionIndex::ConditionIndex(const model::Model& model) {
  const auto add = [&](const auto& statements, model::StatementKind kind) {
    for (std::uint32_t i = 0; i < statements.size(); ++i)
      statements_[statements[i].condition].push_back({kind, i});
  };
  add(model.recommendations, model::StatementKind::recommendation);
  add(model.contraindications, model::StatementKind::contraindication);
  add(model.notes, model::StatementKind::note);
}

std::vector<model::StatementReference> ConditionIndex::statements_with(
    const std::vector<model::ExprId>& conditions) const {
  std::vector<model::StatementReference> result;
  for (const auto condition : conditions) {
    const auto found = statements_.find(condition);
    if (found != statements_.end()) result.insert(result.end(), found->second.begin(), found->second.end());
  }
  std::ranges::sort(result, {}, [](const auto& each) { return std::tuple{each.kind, each.index}; });
  return result;
}

}  // namespace waymark
