#include <algorithm>

#include "interpreter/evaluate/bounds.hpp"
#include "interpreter/evaluate/computation.hpp"
#include "interpreter/evaluate/count_truth.hpp"
#include "interpreter/evaluate/levels.hpp"
#include "interpreter/evaluate/reachable.hpp"
#include "interpreter/values/kleene.hpp"
#include "interpreter/values/unknown.hpp"

namespace waymark {
namespace {

Count count(const std::vector<const Value*>& values) {
  Count result;
  for (const auto* value : values) {
    const auto answer = truth(*value);
    if (answer == Truth::yes) ++result.certain;
    if (answer != Truth::no) ++result.possible;
  }
  return result;
}

bool all_the_same(const std::vector<const Value*>& values) {
  return std::ranges::all_of(values,
                             [&](const Value* value) { return same_known_value(*values.front(), *value); });
}

bool is_unknown(const Value* value) { return truth(*value) == Truth::unknown; }
bool is_yes(const Value* value) { return truth(*value) == Truth::yes; }

// Of several values that all count.
Value common_value(const std::vector<const Value*>& values) {
  if (values.size() == 1 || all_the_same(values)) return *values.front();
  const auto is_open = [](const Value* value) { return !is_known(*value); };
  if (std::ranges::none_of(values, is_open)) return unknown_because(UnknownReason::rows_differ);
  const auto is_settled_value = [](const Value* value) { return is_settled(*value); };
  return Unknown{UnknownReason::from_operands, std::ranges::any_of(values, is_settled_value)};
}

bool any_leaves_open(Evaluator& evaluator, const std::vector<const Value*>& values) {
  return std::ranges::any_of(values, [&](const Value* value) { return evaluator.leaves_open(*value); });
}

}  // namespace

Value Computation::operator()(const model::Not& negation) const {
  return kleene_value(waymark::negation(truth(negation.operand)), {&value(negation.operand)});
}

Value Computation::operator()(const model::Logical& logical) const {
  const bool all = logical.op == ast::LogicalOperator::logical_and;
  auto result = truth_of(all);
  for (const auto operand : logical.operands) {
    result = all ? conjunction(result, truth(operand)) : disjunction(result, truth(operand));
  }
  if (result != Truth::unknown) return result == Truth::yes;
  return unknown_from_all(values(logical.operands));
}

Value Computation::operator()(const model::Implies& implies) const {
  return kleene_value(implication(truth(implies.premise), truth(implies.conclusion)),
                      {&value(implies.premise), &value(implies.conclusion)});
}

Value Computation::operator()(const model::Counting& counting) const {
  const auto arguments = values(counting.arguments);
  return kleene_value(count_truth(counting.word, count(arguments), counting.count), arguments);
}

// Known where every arm that can still be reached gives the same; a number or level is bounded by those arms.
// Where no arm may hold it can still be unknown, so nothing bounds it. Several arms that surely hold give
// what they have in common.
Value Computation::operator()(const model::Choose& choose) const {
  std::vector<Truth> guards;
  for (const auto& arm : choose.arms) guards.push_back(truth(arm.guard));
  const auto reachable = reachable_arms(choose, guards);
  if (reachable.cases.empty() && !choose.otherwise) return unknown_because(UnknownReason::no_arm);
  if (reachable.all_hold) return common_value(values_of_arms(choose, reachable.cases));

  std::vector<const Value*> candidates, deciding;
  for (const auto i : reachable.cases) {
    candidates.push_back(&value(choose.arms[i].value));
    deciding.push_back(&value(choose.arms[i].guard));
  }
  if (reachable.may_miss && choose.otherwise) candidates.push_back(&value(*choose.otherwise));
  deciding.insert(deciding.end(), candidates.begin(), candidates.end());
  if (reachable.may_miss && !choose.otherwise) return unknown_from_all(deciding);
  const bool is_one_in_part = candidates.size() == 1 && is_partial(*candidates.front());
  if (is_one_in_part || all_the_same(candidates)) return *candidates.front();
  const auto bounds = is_level(type_) ? hull_of_levels(candidates, type_) : hull(candidates);
  return std::holds_alternative<Unknown>(bounds) ? Value{unknown_from_all(deciding)} : bounds;
}

// Each expression once.
std::vector<const Value*> Computation::values_of_arms(const model::Choose& choose,
                                                      const std::vector<std::size_t>& arms) const {
  std::vector<const Value*> result;
  for (const auto arm : arms) {
    const auto* next = &value(choose.arms[arm].value);
    if (std::ranges::find(result, next) == result.end()) result.push_back(next);
  }
  return result;
}

Value Computation::operator()(const model::AnyKnown& any) const {
  const auto arguments = values(any.arguments);
  if (std::ranges::any_of(arguments, is_yes)) return true;
  if (any_leaves_open(evaluator_, arguments)) return unknown_because(UnknownReason::from_operands);
  if (std::ranges::all_of(arguments, is_unknown)) return unknown_from_all(arguments);
  return false;
}

Value Computation::operator()(const model::FirstKnown& first) const {
  const auto arguments = values(first.arguments);
  const auto found =
      std::ranges::find_if(arguments, [](const Value* argument) { return is_known(*argument); });
  if (any_leaves_open(evaluator_, {arguments.begin(), found}))
    return unknown_because(UnknownReason::from_operands);
  if (found != arguments.end()) return **found;
  // None is known, so the first of which something is known.
  const auto in_part =
      std::ranges::find_if(arguments, [](const Value* argument) { return is_partial(*argument); });
  return in_part != arguments.end() ? **in_part : Value{unknown_from_all(arguments)};
}

Value Computation::operator()(const model::IfUnknown& if_unknown) const {
  const auto may_hold = [&](model::ExprId guard) { return truth(guard) != Truth::no; };
  const auto first = std::ranges::find_if(if_unknown.guards, may_hold);
  if (first != if_unknown.guards.end() && evaluator_.leaves_open(value(*first)))
    return unknown_because(UnknownReason::from_operands);
  return first != if_unknown.guards.end() && truth(*first) == Truth::unknown;
}

Value Computation::operator()(const model::RequiresKnown& required) const {
  if (is_known(value(required.operand)) || is_happened_or_not(value(required.operand))) return true;
  return unknown_from_any({&value(required.operand)});
}

Value Computation::operator()(const model::StatusTest& test) const {
  const auto expr = model::statement(evaluator_.model(), test.statement).condition;
  if (evaluator_.leaves_open(value(expr))) return unknown_because(UnknownReason::from_operands);
  const auto condition = truth(expr);
  switch (test.status) {
    case ast::Status::advised: return condition == Truth::yes;
    case ast::Status::not_advised: return condition == Truth::no;
    case ast::Status::undetermined: break;
  }
  return condition == Truth::unknown;
}

}  // namespace waymark
