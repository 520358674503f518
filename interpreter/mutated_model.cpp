// A model with one mistake in it.
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "interpreter/mutants.hpp"
#include "lang/canonical.hpp"

namespace waymark {
namespace {

using model::ExprId;

// Operands stand before what is made of them.
void renumber(model::Model& model) {
  std::unordered_map<std::string, ExprId> first;
  for (ExprId id = 0; id < model.expressions.size(); ++id) {
    auto& expression = model.expressions[id];
    expression.canonical = id;
    expression.canonical = first.try_emplace(canonical_key(expression.operation, model), id).first->second;
  }
}

model::Model without_sections(const model::Model& model) {
  return {.id = model.id,
          .title = model.title,
          .version = model.version,
          .is_library = model.is_library,
          .about = model.about,
          .follows = model.follows,
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

// What stands in two conditions of a statement counts there once; with the mistake these may differ.
template <typename Statement>
void conjoin_anew(model::Model& model, std::vector<Statement>& statements) {
  for (auto& statement : statements) {
    if (statement.conditions.empty()) continue;
    model::Logical all{ast::LogicalOperator::logical_and, {}};
    for (const auto& condition : statement.conditions) all.operands.push_back(condition.expr);
    const auto& before = model[statement.condition];
    model.expressions.push_back({std::move(all), before.type, before.span, 0});
    statement.condition = static_cast<ExprId>(model.expressions.size() - 1);
  }
}

// Recommendations ask for contraindications not to hold by the condition that these had before.
void conjoin_contraindications_anew(model::Model& model) {
  const auto before = model.contraindications;
  conjoin_anew(model, model.contraindications);
  for (auto& expression : model.expressions) {
    auto* negation = std::get_if<model::Not>(&expression.operation);
    if (!negation) continue;
    for (std::size_t i = 0; i < before.size(); ++i) {
      if (negation->operand != before[i].condition || expression.span != before[i].span) continue;
      negation->operand = model.contraindications[i].condition;
      break;
    }
  }
}

}  // namespace

model::Model mutated(const model::Model& model, const Mutant& mutant) {
  auto result = without_sections(model);
  mutant.apply(result);
  conjoin_contraindications_anew(result);
  conjoin_anew(result, result.recommendations);
  conjoin_anew(result, result.notes);
  renumber(result);
  return result;
}

}  // namespace waymark
