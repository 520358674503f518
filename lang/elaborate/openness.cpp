#include "lang/elaborate/openness.hpp"

#include <algorithm>
#include <unordered_set>

#include "lang/model/groups.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark {
namespace {

using model::ExprId;

void add_new(const std::vector<model::ContraindicationId>& from, std::vector<model::ContraindicationId>& to) {
  for (const auto id : from) {
    if (std::ranges::find(to, id) == to.end()) to.push_back(id);
  }
}

}  // namespace

Openness::Openness(Elaboration& context) : context_{context} {
  const auto& contraindications = context.model.contraindications;
  for (model::ContraindicationId id = 0; id < contraindications.size(); ++id) {
    for (const auto action : contraindications[id].actions) of_action_[action].push_back(id);
  }
}

void Openness::restrict(model::Recommendation& recommendation) {
  recommendation.contraindications.clear();
  asks_for_it_ = stance(recommendation.modality, recommendation.verb) == model::Stance::asks_for;
  if (asks_for_it_) append_contraindications(recommendation);
  const bool has_conditions = has_own_conditions(recommendation.target);
  if (recommendation.contraindications.empty() && !has_conditions) return;
  const auto condition = open(recommendation.target, recommendation.span);
  recommendation.conditions.push_back(
      {has_conditions ? model::ConditionKind::open : model::ConditionKind::not_contraindicated, condition});
}

void Openness::append_contraindications(model::Recommendation& recommendation) const {
  for (const auto action : recommendation.actions) {
    add_new(contraindications_of(action), recommendation.contraindications);
    for (const auto member : single_actions(context_.model, action))
      add_new(contraindications_of(member), recommendation.contraindications);
  }
}

// Of the action itself and of every group it belongs to.
Openness::Contraindications Openness::contraindications_of(model::ActionId action) const {
  Contraindications result;
  const auto append = [&](model::ActionId each) {
    const auto found = of_action_.find(each);
    if (found != of_action_.end()) result.insert(result.end(), found->second.begin(), found->second.end());
  };
  append(action);
  for (const auto group : context_.model.actions[action].groups) append(group);
  return result;
}

ExprId Openness::open(const model::Target& target, Span span) {
  return std::visit(overloaded{
                        [&](model::ActionId action) { return open(action, span); },
                        [&](const model::Choice& choice) { return open(choice, span); },
                    },
                    target.node);
}

// A group is open while one of its members is.
ExprId Openness::open(model::ActionId action, Span span) {
  if (!asks_for_it_) return add(context_, model::Literal{true}, yes_no_type, span);
  const auto its_own = contraindications_of(action);
  auto conditions = none_of(its_own);
  if (!context_.model.actions[action].members.empty()) append_open_member(action, its_own, span, conditions);
  return all(std::move(conditions), ast::LogicalOperator::logical_and, span);
}

std::vector<ExprId> Openness::none_of(const Contraindications& contraindications) {
  std::vector<ExprId> result;
  for (const auto id : contraindications) {
    const auto& each = context_.model.contraindications[id];
    result.push_back(add(context_, model::Not{each.condition}, yes_no_type, each.span));
  }
  return result;
}

// Nothing where one of the members is open unless the whole group is contraindicated.
void Openness::append_open_member(model::ActionId group, const Contraindications& of_group, Span span,
                                  std::vector<ExprId>& conditions) {
  std::vector<ExprId> options;
  for (const auto member : single_actions(context_.model, group)) {
    auto its_own = contraindications_of(member);
    std::erase_if(its_own, [&](auto id) { return std::ranges::find(of_group, id) != of_group.end(); });
    if (its_own.empty()) return;
    options.push_back(all(none_of(its_own), ast::LogicalOperator::logical_and, span));
  }
  conditions.push_back(all(std::move(options), ast::LogicalOperator::logical_or, span));
}

ExprId Openness::open(const model::Choice& choice, Span span) {
  return choice.kind == ast::ChoiceKind::one_of ? one_open(choice, span) : all_open(choice, span);
}

// An alternative whose own condition is no is struck out.
ExprId Openness::one_open(const model::Choice& choice, Span span) {
  std::vector<ExprId> options;
  for (const auto& option : choice.options) {
    const auto is_open = open(option, span);
    options.push_back(option.when ? all({*option.when, is_open}, ast::LogicalOperator::logical_and, span)
                                  : is_open);
  }
  return all(std::move(options), ast::LogicalOperator::logical_or, span);
}

// A part whose own condition is no is left out, unless all are.
ExprId Openness::all_open(const model::Choice& choice, Span span) {
  std::vector<ExprId> parts, remaining;
  for (const auto& option : choice.options) {
    const auto is_open = open(option, span);
    if (option.when) remaining.push_back(*option.when);
    parts.push_back(option.when
                        ? all({left_out(*option.when), is_open}, ast::LogicalOperator::logical_or, span)
                        : is_open);
  }
  if (!remaining.empty() && remaining.size() == choice.options.size())
    parts.push_back(all(std::move(remaining), ast::LogicalOperator::logical_or, span));
  return all(std::move(parts), ast::LogicalOperator::logical_and, span);
}

ExprId Openness::left_out(ExprId when) {
  return add(context_, model::Not{when}, yes_no_type, span_of(context_, when));
}

ExprId Openness::all(std::vector<ExprId> operands, ast::LogicalOperator op, Span span) {
  drop_repeated(operands);
  if (operands.empty()) return add(context_, model::Literal{true}, yes_no_type, span);
  if (operands.size() == 1) return operands.front();
  return add(context_, model::Logical{op, std::move(operands)}, yes_no_type, span);
}

// Two contraindications may have one condition.
void Openness::drop_repeated(std::vector<ExprId>& operands) const {
  std::unordered_set<ExprId> seen;
  std::erase_if(operands,
                [&](ExprId operand) { return !seen.insert(context_.model[operand].canonical).second; });
}

std::vector<Openness::Alternative> Openness::alternatives(const model::Recommendation& recommendation) {
  asks_for_it_ = stance(recommendation.modality, recommendation.verb) == model::Stance::asks_for;
  std::vector<Alternative> result;
  append_alternatives(recommendation.target, {}, recommendation.span, result);
  return result;
}

// `around` is what has to hold of everything in which the target stands.
void Openness::append_alternatives(const model::Target& target, const std::vector<ExprId>& around, Span span,
                                   std::vector<Alternative>& result) {
  auto inside = around;
  const auto* choice = std::get_if<model::Choice>(&target.node);
  if (!choice || choice->kind == ast::ChoiceKind::all_of) inside.push_back(open(target, span));
  if (!choice)
    return void(
        result.emplace_back(&target, all(std::move(inside), ast::LogicalOperator::logical_and, span)));
  for (const auto& option : choice->options) {
    auto of_option = inside;
    if (option.when) of_option.push_back(*option.when);
    append_alternatives(option, of_option, span, result);
  }
}

}  // namespace waymark
