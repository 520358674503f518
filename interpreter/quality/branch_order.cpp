#include "interpreter/quality/branch_order.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "lang/text/one_line.hpp"

namespace waymark {
namespace {

using model::Condition;
using model::ConditionKind;
using model::ExprId;

// Two branches of which the second is tried where the first does not hold.
struct Neighbours {
  ExprId first, second;                 // their guards
  std::optional<ExprId> unknown_guard;  // of the `if unknown` behind them
};

void append_neighbours(const model::Block& block, std::vector<Neighbours>& result);

void append_neighbours(const model::Branches& branches, std::vector<Neighbours>& result) {
  const auto& all = branches.branches;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i > 0) result.push_back({all[i - 1].guard, all[i].guard, branches.unknown_guard});
    append_neighbours(all[i].body, result);
  }
  if (branches.otherwise) append_neighbours(*branches.otherwise, result);
  if (branches.if_unknown) append_neighbours(*branches.if_unknown, result);
}

void append_neighbours(const model::Block& block, std::vector<Neighbours>& result) {
  for (const auto& item : block.items) {
    if (const auto* branches = std::get_if<ast::Box<model::Branches>>(&item))
      append_neighbours(**branches, result);
  }
}

using Conditions = std::vector<Condition>;

Conditions::iterator find_guard(Conditions& conditions, ExprId guard) {
  return std::ranges::find_if(conditions, [&](const Condition& each) {
    return each.kind == ConditionKind::when && each.expr == guard;
  });
}

// That the branch of this guard is not taken.
Conditions::iterator find_negation(const model::Model& model, Conditions& conditions, ExprId guard) {
  return std::ranges::find_if(conditions, [&](const Condition& each) {
    const auto* negation = std::get_if<model::Not>(&model[each.expr].operation);
    return each.kind == ConditionKind::otherwise && negation && negation->operand == guard;
  });
}

// What stands in the first branch asks for the second guard to be no; what stands in the second asks nothing
// of the first. Behind both of them nothing changes.
void swap_conditions(const model::Model& model, const Neighbours& branches, ExprId second_is_no,
                     Conditions& conditions) {
  const auto first = find_guard(conditions, branches.first);
  if (first != conditions.end()) {
    conditions.insert(first, {ConditionKind::otherwise, second_is_no});
  } else if (find_guard(conditions, branches.second) != conditions.end()) {
    conditions.erase(find_negation(model, conditions, branches.first));
  }
}

void swap_branches(model::Model& model, const Neighbours& branches) {
  const auto& guard = model[branches.second];
  model.expressions.push_back({model::Not{branches.second}, guard.type, guard.span, 0});
  const auto second_is_no = static_cast<ExprId>(model.expressions.size() - 1);
  const auto in = [&](auto& statements) {
    for (auto& statement : statements) swap_conditions(model, branches, second_is_no, statement.conditions);
  };
  in(model.recommendations);
  in(model.contraindications);
  in(model.notes);
  if (!branches.unknown_guard) return;
  auto& guards = std::get<model::IfUnknown>(model.expressions[*branches.unknown_guard].operation).guards;
  std::iter_swap(std::ranges::find(guards, branches.first), std::ranges::find(guards, branches.second));
}

}  // namespace

std::vector<Mutant> branch_order_mutants(const model::Model& model, const Sources& sources) {
  std::vector<Neighbours> all;
  for (const auto& section : model.sections) append_neighbours(section.body, all);
  std::vector<Mutant> result;
  for (const auto& each : all) {
    const auto span = model[each.second].span;
    result.push_back({MutationKind::order,
                      span,
                      {MutationForm::branch_moves_up, {one_line(sources.text(span))}},
                      {each.first, each.second},
                      {each.first, each.second},
                      [each](model::Model& changed) { swap_branches(changed, each); }});
  }
  return result;
}

}  // namespace waymark
