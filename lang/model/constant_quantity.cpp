#include "lang/model/constant_quantity.hpp"

namespace waymark {
namespace {

using namespace model;

std::optional<Quantity> of_arithmetic(const Model& model, const Arithmetic& arithmetic) {
  const auto left = constant_quantity(model, arithmetic.left);
  const auto right = constant_quantity(model, arithmetic.right);
  if (!left || !right) return std::nullopt;
  switch (arithmetic.op) {
    case ast::ArithmeticOperator::add: return add(*left, *right);
    case ast::ArithmeticOperator::subtract: return subtract(*left, *right);
    case ast::ArithmeticOperator::multiply: return multiply(*left, *right);
    case ast::ArithmeticOperator::divide: break;
  }
  return divide(*left, *right);
}

}  // namespace

std::optional<Quantity> constant_quantity(const Model& model, ExprId expr) {
  const auto& operation = model[expr].operation;
  if (const auto* o = std::get_if<Literal>(&operation)) {
    const auto* quantity = std::get_if<Quantity>(&o->value);
    return quantity ? std::optional{*quantity} : std::nullopt;
  }
  if (const auto* o = std::get_if<Arithmetic>(&operation)) return of_arithmetic(model, *o);
  if (const auto* o = std::get_if<Negate>(&operation)) {
    const auto operand = constant_quantity(model, o->operand);
    return operand ? std::optional{negate(*operand)} : std::nullopt;
  }
  if (const auto* o = std::get_if<Conversion>(&operation)) {
    const auto operand = constant_quantity(model, o->operand);
    return operand && same_dimension(*operand->unit, *o->unit) ? convert(*operand, o->unit) : std::nullopt;
  }
  if (const auto* o = std::get_if<SubstanceConversion>(&operation)) {
    const auto operand = constant_quantity(model, o->operand);
    return operand ? exchange(*operand, o->unit, o->substance) : std::nullopt;
  }
  if (const auto* o = std::get_if<DefineReference>(&operation)) {
    const auto& value = model.defines[o->define].value;
    return value ? constant_quantity(model, *value) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace waymark
