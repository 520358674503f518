#include "interpreter/cohort/statement_conditions.hpp"

#include <unordered_map>

namespace waymark::cohort {

StatementConditions::StatementConditions(const model::Model& model) {
  std::unordered_map<model::ExprId, std::size_t> known;  // by canonical ExprId
  const auto place = [&](const auto& statements, model::StatementKind kind) {
    std::vector<std::size_t> result;
    for (std::uint32_t i = 0; i < statements.size(); ++i) {
      const auto condition = model[statements[i].condition].canonical;
      const auto [found, is_new] = known.try_emplace(condition, first_.size());
      if (is_new) first_.push_back({kind, i});
      result.push_back(found->second);
    }
    return result;
  };
  recommendations_ = place(model.recommendations, model::StatementKind::recommendation);
  contraindications_ = place(model.contraindications, model::StatementKind::contraindication);
  notes_ = place(model.notes, model::StatementKind::note);
}

std::size_t StatementConditions::of(model::StatementKind kind, std::size_t index) const {
  switch (kind) {
    case model::StatementKind::recommendation: return recommendations_[index];
    case model::StatementKind::contraindication: return contraindications_[index];
    case model::StatementKind::note: break;
  }
  return notes_[index];
}

}  // namespace waymark::cohort
