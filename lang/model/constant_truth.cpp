#include "lang/model/constant_truth.hpp"

#include <algorithm>

#include "lang/ast/operators.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark {
namespace {

using namespace model;
using Truth = std::optional<bool>;

Truth negation(Truth truth) { return truth ? Truth{!*truth} : std::nullopt; }

const Constant* constant_of(const Model& model, ExprId expr) {
  const auto* literal = std::get_if<Literal>(&model[expr].operation);
  return literal ? &literal->value : nullptr;
}

Truth of_comparison(const Model& model, const Comparison& comparison) {
  const auto* left = constant_of(model, comparison.left);
  const auto* right = constant_of(model, comparison.right);
  if (!left || !right) return std::nullopt;
  const auto* a = std::get_if<Quantity>(left);
  const auto* b = std::get_if<Quantity>(right);
  if (a && b && same_dimension(*a->unit, *b->unit)) return holds(comparison.op, compare(*a, *b));
  const auto* first = std::get_if<MemberIndex>(left);
  const auto* second = std::get_if<MemberIndex>(right);
  if (first && second) return holds(comparison.op, *first <=> *second);
  return std::nullopt;
}

// `and` is decided by one no, `or` by one yes.
Truth of_logical(const Model& model, const Logical& logical) {
  const bool deciding = logical.op == ast::LogicalOperator::logical_or;
  bool all_decided = true;
  for (const auto operand : logical.operands) {
    const auto truth = constant_truth(model, operand);
    if (truth == deciding) return deciding;
    all_decided = all_decided && truth.has_value();
  }
  return all_decided ? Truth{!deciding} : std::nullopt;
}

}  // namespace

Truth constant_truth(const Model& model, ExprId condition) {
  const auto& operation = model[condition].operation;
  if (const auto* literal = std::get_if<Literal>(&operation)) {
    const auto* value = std::get_if<bool>(&literal->value);
    return value ? Truth{*value} : std::nullopt;
  }
  if (const auto* o = std::get_if<Not>(&operation)) return negation(constant_truth(model, o->operand));
  if (const auto* o = std::get_if<Logical>(&operation)) return of_logical(model, *o);
  if (const auto* o = std::get_if<Comparison>(&operation)) return of_comparison(model, *o);
  if (const auto* o = std::get_if<DefineReference>(&operation)) {
    const auto& value = model.defines[o->define].value;
    return value ? constant_truth(model, *value) : std::nullopt;
  }
  if (const auto* o = std::get_if<Implies>(&operation)) {
    const auto premise = constant_truth(model, o->premise);
    const auto conclusion = constant_truth(model, o->conclusion);
    if (premise == false || conclusion == true) return true;
    return premise == true ? conclusion : std::nullopt;
  }
  return std::nullopt;
}

bool is_always_known(const Model& model, ExprId condition) {
  const auto& operation = model[condition].operation;
  if (constant_truth(model, condition) || std::holds_alternative<Knowledge>(operation)) return true;
  if (const auto* reference = std::get_if<DefineReference>(&operation)) {
    const auto& value = model.defines[reference->define].value;
    return value && is_always_known(model, *value);
  }
  const auto known = [&](ExprId operand) { return is_always_known(model, operand); };
  if (const auto* logical = std::get_if<Logical>(&operation))
    return std::ranges::all_of(logical->operands, known);
  if (const auto* negation = std::get_if<Not>(&operation)) return known(negation->operand);
  return false;
}

}  // namespace waymark
