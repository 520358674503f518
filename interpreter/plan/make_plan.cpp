#include <algorithm>

#include "interpreter/decide/advice.hpp"
#include "interpreter/evaluate/dependencies.hpp"
#include "interpreter/plan/condition_planner.hpp"
#include "interpreter/plan/plan.hpp"
#include "interpreter/search/representative_values.hpp"

namespace waymark::plan {
namespace {

using model::ExprId;

template <typename Statement>
std::vector<TruthRef> roots(const std::vector<Statement>& statements, ConditionPlanner& planner) {
  std::vector<TruthRef> result;
  for (const auto& statement : statements) result.push_back(planner.truth(statement.condition));
  return result;
}

std::vector<model::ParameterId> parameters_of(const Dependencies& dependencies) {
  std::vector<model::ParameterId> result;
  for (const auto& input : dependencies.inputs()) {
    if (input.index() == 1) result.push_back(std::get<1>(input));
  }
  return result;
}

bool may_be_struck_out(const model::Recommendation& recommendation) {
  return std::holds_alternative<model::Choice>(recommendation.target.node) &&
         (!recommendation.contraindications.empty() || has_own_conditions(recommendation.target));
}

std::vector<std::size_t> places_of_done(const Roots& all, const Conflict& conflict) {
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < all.done.size(); ++i) {
    const auto id = all.done[i].first;
    if (id == conflict.first || id == conflict.second) result.push_back(i);
  }
  return result;
}

std::vector<PossibleConflict> possible_conflicts(const model::Model& model, const Roots& all) {
  std::vector<Advice> advice;
  for (model::RecommendationId id = 0; id < model.recommendations.size(); ++id) {
    advice.push_back({id, model.recommendations[id].actions});
  }
  std::vector<PossibleConflict> result;
  for (const auto& conflict : find_conflicts(model, advice)) {
    const bool may_fall = may_be_struck_out(model.recommendations[conflict.first]) ||
                          may_be_struck_out(model.recommendations[conflict.second]);
    result.push_back({conflict, may_fall, places_of_done(all, conflict)});
  }
  return result;
}

void append_conditions(const model::Target& target, std::vector<ExprId>& result) {
  if (target.when) result.push_back(*target.when);
  const auto* choice = std::get_if<model::Choice>(&target.node);
  if (!choice) return;
  for (const auto& option : choice->options) append_conditions(option, result);
}

std::vector<ExprId> conditions_of_alternatives(const model::Model& model) {
  std::vector<ExprId> result;
  for (const auto& recommendation : model.recommendations) append_conditions(recommendation.target, result);
  return result;
}

std::vector<ExprId> all_conditions(const model::Model& model, const std::vector<ExprId>& further) {
  auto result = decisive_conditions(model);
  for (const auto expr : conditions_of_alternatives(model)) result.push_back(expr);
  for (const auto& recommendation : model.recommendations) {
    if (recommendation.done) result.push_back(*recommendation.done);
  }
  result.insert(result.end(), model.applies.begin(), model.applies.end());
  result.insert(result.end(), further.begin(), further.end());
  return result;
}

Roots all_roots(const model::Model& model, const std::vector<ExprId>& conditions, ConditionPlanner& planner,
                PlanBuilder& builder) {
  Roots result;
  result.recommendations = roots(model.recommendations, planner);
  result.contraindications = roots(model.contraindications, planner);
  result.notes = roots(model.notes, planner);
  result.properties = roots(model.properties, planner);
  result.alternative_exprs = conditions_of_alternatives(model);
  for (const auto expr : result.alternative_exprs) result.alternatives.push_back(planner.truth(expr));
  if (!model.applies.empty()) {
    std::vector<TruthRef> all;
    for (const auto expr : model.applies) all.push_back(planner.truth(expr));
    result.applies = builder.all_of(std::move(all));
  }
  for (const auto expr : conditions) result.conditions.push_back(planner.truth(expr));
  result.condition_exprs = conditions;
  for (model::RecommendationId id = 0; id < model.recommendations.size(); ++id) {
    const auto& done = model.recommendations[id].done;
    if (done) result.done.emplace_back(id, planner.truth(*done));
  }
  result.conflicts = possible_conflicts(model, result);
  return result;
}

}  // namespace

Plan make_plan(const model::Model& model, const Site& site, const std::vector<ExprId>& conditions) {
  const Dependencies dependencies{model, all_conditions(model, conditions)};
  Constants constants{model, site, dependencies.expressions()};
  PlanBuilder builder;
  ConditionPlanner planner{model, constants, builder};
  for (const auto expr : dependencies.expressions()) {
    if (model[expr].type.kind == TypeKind::yes_no) planner.plan(expr);
  }
  Plan result;
  result.model = &model;
  result.site = site;
  result.parameters = parameters_of(dependencies);
  result.roots = all_roots(model, conditions, planner, builder);
  result.steps = builder.take_steps();
  result.counted = builder.take_counted();
  return result;
}

}  // namespace waymark::plan
