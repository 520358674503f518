#include "interpreter/evaluate/possible_truths.hpp"

#include <algorithm>
#include <variant>
#include <vector>

#include "interpreter/values/kleene.hpp"
#include "lang/model/constant_truth.hpp"

namespace waymark {

TruthSet combined(TruthSet a, TruthSet b, Truth (*combine)(Truth, Truth)) {
  TruthSet result{};
  for (const auto left : all_truths) {
    for (const auto right : all_truths) {
      if (a.contains(left) && b.contains(right)) result.add(combine(left, right));
    }
  }
  return result;
}

TruthSet negated(TruthSet truths) {
  TruthSet result{};
  for (const auto truth : all_truths) {
    if (truths.contains(truth)) result.add(negation(truth));
  }
  return result;
}

namespace {

using model::ExprId;

constexpr TruthSet any{Truth::no, Truth::unknown, Truth::yes};

TruthSet of_logical(const model::Model& model, const model::Logical& logical) {
  const bool all = logical.op == ast::LogicalOperator::logical_and;
  TruthSet result{truth_of(all)};
  for (const auto operand : logical.operands) {
    result = combined(result, possible_truths(model, operand), all ? conjunction : disjunction);
  }
  return result;
}

TruthSet of_form(const model::Model& model, const model::Operation& operation) {
  if (std::holds_alternative<model::Knowledge>(operation) ||
      std::holds_alternative<model::IfUnknown>(operation) ||
      std::holds_alternative<model::StatusTest>(operation))
    return {Truth::no, Truth::yes};
  if (std::holds_alternative<model::RequiresKnown>(operation)) return {Truth::unknown, Truth::yes};
  if (std::holds_alternative<model::UnrecordedIsNo>(operation)) return {Truth::no, Truth::unknown};
  if (const auto* o = std::get_if<model::Not>(&operation)) return negated(possible_truths(model, o->operand));
  if (const auto* o = std::get_if<model::Logical>(&operation)) return of_logical(model, *o);
  if (const auto* o = std::get_if<model::Implies>(&operation))
    return combined(possible_truths(model, o->premise), possible_truths(model, o->conclusion), implication);
  if (const auto* o = std::get_if<model::DefineCall>(&operation)) return possible_truths(model, o->body);
  const auto* define = std::get_if<model::DefineReference>(&operation);
  if (define && model.defines[define->define].value)
    return possible_truths(model, *model.defines[define->define].value);
  return any;
}

}  // namespace

TruthSet possible_truths(const model::Model& model, ExprId condition) {
  if (const auto truth = constant_truth(model, condition)) return {truth_of(*truth)};
  const auto* literal = std::get_if<model::Literal>(&model[condition].operation);
  if (literal && std::holds_alternative<model::UnknownConstant>(literal->value)) return {Truth::unknown};
  return of_form(model, model[condition].operation);
}

}  // namespace waymark
