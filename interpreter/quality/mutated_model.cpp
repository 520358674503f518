// A model with one mistake in it.
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "interpreter/quality/mutants.hpp"
#include "lang/model/canonical.hpp"
#include "lang/model/join_conditions.hpp"

namespace waymark {
namespace {

using model::ExprId;

model::Model without_sections(const model::Model& model) {
  return {.id = model.id,
          .title = model.title,
          .version = model.version,
          .is_library = model.is_library,
          .site = model.site,
          .about = model.about,
          .follows = model.follows,
          .applies = model.applies,
          .libraries = model.libraries,
          .sources = model.sources,
          .code_lists = model.code_lists,
          .facts = model.facts,
          .parameters = model.parameters,
          .defines = model.defines,
          .scores = model.scores,
          .tables = model.tables,
          .actions = model.actions,
          .expressions = model.expressions,
          .sections = {},
          .recommendations = model.recommendations,
          .contraindications = model.contraindications,
          .notes = model.notes,
          .properties = model.properties,
          .scenarios = model.scenarios,
          .accepted = model.accepted,
          .units = model.units};
}

std::vector<ExprId> conditions_of_statements(const model::Model& model) {
  std::vector<ExprId> result;
  for (const auto& each : model.recommendations) result.push_back(each.condition);
  for (const auto& each : model.contraindications) result.push_back(each.condition);
  for (const auto& each : model.notes) result.push_back(each.condition);
  return result;
}

// Which of some expressions mean the same: what they are made of decides, as in the model of a file.
class JoinAlike {
 public:
  JoinAlike(model::Model& model, const std::vector<ExprId>& exprs)
      : model_{model}, exprs_{exprs}, pending_{exprs.begin(), exprs.end()} {}

  void join() {
    for (const auto expr : exprs_) join(expr);
  }

 private:
  void join(ExprId expr) {
    if (pending_.erase(expr) == 0) return;
    const auto operands = model::operands(model_[expr].operation);
    for (const auto operand : operands) join(operand);
    const auto key = canonical_key(model_[expr].operation, model_[expr].type, model_);
    model_.expressions[expr].canonical = first_with_.try_emplace(key, expr).first->second;
  }

  model::Model& model_;
  const std::vector<ExprId>& exprs_;
  std::unordered_set<ExprId> pending_;
  std::unordered_map<std::string, ExprId> first_with_;
};

}  // namespace

Mutator::Mutator(const model::Model& model)
    : model_{model},
      copy_{without_sections(model)},
      dependents_{model},
      conditions_{model},
      alike_(model.expressions.size()) {
  for (ExprId id = 0; id < alike_.size(); ++id) alike_[model[id].canonical].push_back(id);
}

std::vector<ExprId> Mutator::affected_by(const Mutant& mutant) const {
  return dependents_.resting_on(mutant.touched);
}

const model::Model& Mutator::with(const Mutant& mutant) {
  put_back();
  mutant.apply(copy_);
  const auto affected = affected_by(mutant);
  changed_ = {affected, conditions_.statements_with(affected), mutant.score};
  separate(affected);
  join_conditions_anew(copy_, changed_.statements);
  if (mutant.recommendation)
    changed_.statements.push_back({model::StatementKind::recommendation, *mutant.recommendation});
  return copy_;
}

void Mutator::put_back() {
  const auto added = copy_.expressions.begin() + static_cast<std::ptrdiff_t>(model_.expressions.size());
  copy_.expressions.erase(added, copy_.expressions.end());
  for (const auto expr : changed_.expressions) copy_.expressions[expr] = model_.expressions[expr];
  for (const auto& [kind, index] : changed_.statements) {
    switch (kind) {
      case model::StatementKind::recommendation:
        copy_.recommendations[index] = model_.recommendations[index];
        break;
      case model::StatementKind::contraindication:
        copy_.contraindications[index] = model_.contraindications[index];
        break;
      case model::StatementKind::note: copy_.notes[index] = model_.notes[index]; break;
    }
  }
  if (changed_.score) copy_.scores[*changed_.score] = model_.scores[*changed_.score];
  changed_ = {};
}

// What the mistake changes means the same as nothing that it does not change, and cannot stand for it.
void Mutator::separate(const std::vector<ExprId>& affected) {
  auto& expressions = copy_.expressions;
  const std::unordered_set<ExprId> changed{affected.begin(), affected.end()};
  for (const auto expr : affected) {
    std::optional<ExprId> first;
    for (const auto other : alike_[expr]) {
      if (changed.contains(other)) continue;
      if (!first) first = other;
      expressions[other].canonical = *first;
      changed_.expressions.push_back(other);
    }
  }
  auto added = affected;
  for (auto id = static_cast<ExprId>(alike_.size()); id < expressions.size(); ++id) added.push_back(id);
  JoinAlike{copy_, added}.join();
}

model::Model mutated(const model::Model& model, const Mutant& mutant) {
  Mutator mutator{model};
  return without_sections(mutator.with(mutant));
}

Mutant no_mutant(const model::Model& model) {
  Mutant result;
  result.touched = conditions_of_statements(model);
  result.apply = [](model::Model&) {};
  return result;
}

}  // namespace waymark
