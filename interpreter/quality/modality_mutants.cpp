#include "interpreter/quality/modality_mutants.hpp"

#include <fmt/format.h>

namespace waymark {
namespace {

// Contraindications block only advice that asks for an action.
std::vector<model::ExprId> touched_by(const model::Model& model, const model::Recommendation& recommendation,
                                      ast::Modality modality) {
  const bool stays = model::stance(modality, recommendation.verb) ==
                     model::stance(recommendation.modality, recommendation.verb);
  if (stays || model.contraindications.empty()) return {};
  return {recommendation.condition};
}

// Weaker or stronger, and the opposite.
std::vector<ast::Modality> other_modalities(ast::Modality modality) {
  switch (modality) {
    case ast::Modality::must: return {ast::Modality::should, ast::Modality::must_not};
    case ast::Modality::should: return {ast::Modality::must, ast::Modality::should_not};
    case ast::Modality::consider: return {ast::Modality::should, ast::Modality::should_not};
    case ast::Modality::should_not: return {ast::Modality::must_not, ast::Modality::should};
    case ast::Modality::must_not: break;
  }
  return {ast::Modality::should_not, ast::Modality::must};
}

Mutant with_modality(const model::Model& model, std::uint32_t index, ast::Modality modality) {
  const auto& recommendation = model.recommendations[index];
  return {MutationKind::modality,
          recommendation.span,
          {MutationForm::becomes,
           {std::string{model::to_string(recommendation.modality)}, std::string{model::to_string(modality)}},
           {},
           recommendation.id},
          {},
          touched_by(model, recommendation, modality),
          [=](model::Model& changed) { changed.recommendations[index].modality = modality; },
          {},
          index};
}

}  // namespace

std::vector<Mutant> modality_mutants(const model::Model& model) {
  std::vector<Mutant> result;
  for (std::uint32_t i = 0; i < model.recommendations.size(); ++i) {
    if (is_withdrawn(model.recommendations[i])) continue;
    for (const auto modality : other_modalities(model.recommendations[i].modality))
      result.push_back(with_modality(model, i, modality));
  }
  return result;
}

}  // namespace waymark
