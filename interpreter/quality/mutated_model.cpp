// A model with one mistake in it.
#include <optional>
#include <unordered_set>
#include <vector>

#include "interpreter/quality/mutants.hpp"
#include "lang/model/join_conditions.hpp"

namespace waymark {
namespace {

using model::ExprId;

model::Model without_sections(const model::Model& model) {
  return {.id = model.id,
          .title = model.title,
          .version = model.version,
          .is_library = model.is_library,
          .about = model.about,
          .follows = model.follows,
          .applies = model.applies,
          .libraries = model.libraries,
          .sources = model.sources,
          .facts = model.facts,
          .parameters = model.parameters,
          .defines = model.defines,
          .scores = model.scores,
          .actions = model.actions,
          .expressions = model.expressions,
          .sections = {},
          .recommendations = model.recommendations,
          .contraindications = model.contraindications,
          .notes = model.notes,
          .properties = model.properties,
          .scenarios = model.scenarios,
          .units = model.units};
}

std::vector<ExprId> conditions_of_statements(const model::Model& model) {
  std::vector<ExprId> result;
  for (const auto& each : model.recommendations) result.push_back(each.condition);
  for (const auto& each : model.contraindications) result.push_back(each.condition);
  for (const auto& each : model.notes) result.push_back(each.condition);
  return result;
}

}  // namespace

Mutator::Mutator(const model::Model& model)
    : model_{model}, dependents_{model}, alike_(model.expressions.size()) {
  for (ExprId id = 0; id < alike_.size(); ++id) alike_[model[id].canonical].push_back(id);
}

std::vector<ExprId> Mutator::affected_by(const Mutant& mutant) const {
  return dependents_.resting_on(mutant.touched);
}

model::Model Mutator::mutated(const Mutant& mutant) const {
  auto result = without_sections(model_);
  mutant.apply(result);
  const auto affected = affected_by(mutant);
  separate(result, affected);
  const std::unordered_set<ExprId> changed{affected.begin(), affected.end()};
  join_conditions_anew(
      result, [&](const model::StatementBase& statement) { return changed.contains(statement.condition); });
  return result;
}

// What the mistake changes means the same as nothing else any more, and cannot stand for anything else.
void Mutator::separate(model::Model& mutated, const std::vector<ExprId>& affected) const {
  auto& expressions = mutated.expressions;
  const std::unordered_set<ExprId> changed{affected.begin(), affected.end()};
  for (const auto expr : affected) {
    std::optional<ExprId> first;
    for (const auto other : alike_[expr]) {
      if (changed.contains(other)) continue;
      if (!first) first = other;
      expressions[other].canonical = *first;
    }
  }
  for (const auto expr : affected) expressions[expr].canonical = expr;
  for (auto id = static_cast<ExprId>(alike_.size()); id < expressions.size(); ++id)
    expressions[id].canonical = id;
}

model::Model mutated(const model::Model& model, const Mutant& mutant) {
  return Mutator{model}.mutated(mutant);
}

Mutant no_mutant(const model::Model& model) {
  Mutant result;
  result.change = "nothing";
  result.touched = conditions_of_statements(model);
  result.apply = [](model::Model&) {};
  return result;
}

}  // namespace waymark
