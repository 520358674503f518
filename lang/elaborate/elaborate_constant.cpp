#include "lang/elaborate/elaboration.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark {
namespace {

using model::Constant;
using model::ExprId;

std::optional<Constant> negated(const std::optional<Constant>& constant) {
  const auto* quantity = constant ? std::get_if<Quantity>(&*constant) : nullptr;
  if (!quantity) return std::nullopt;
  return negate(*quantity);
}

std::optional<Constant> constant_of(const Elaboration& context, ExprId expr) {
  const auto& operation = context.model[expr].operation;
  if (const auto* literal = std::get_if<model::Literal>(&operation)) return literal->value;
  if (const auto* negation = std::get_if<model::Negate>(&operation))
    return negated(constant_of(context, negation->operand));
  return std::nullopt;
}

}  // namespace

std::optional<Constant> elaborate_constant(Elaboration& context, const Environment& environment,
                                           const ast::Expr& expr, const Type* expected) {
  const auto elaborated = elaborate(context, environment, expr, expected);
  if (is_broken(context, elaborated)) return std::nullopt;
  auto constant = constant_of(context, elaborated);
  if (!constant) context.diagnostics.report(expr.span, diagnostics::expected_constant);
  return constant;
}

std::optional<Quantity> elaborate_constant_quantity(Elaboration& context, const Environment& environment,
                                                    const ast::Expr& expr) {
  const auto elaborated = elaborate(context, environment, expr);
  if (is_broken(context, elaborated)) return std::nullopt;
  const auto constant = constant_of(context, elaborated);
  if (!constant) return context.diagnostics.report(expr.span, diagnostics::expected_constant), std::nullopt;
  if (const auto* quantity = std::get_if<Quantity>(&*constant)) return *quantity;
  context.diagnostics.report(expr.span, diagnostics::type_mismatch, "a number",
                             describe(type_of(context, elaborated)));
  return std::nullopt;
}

ExprId elaborate_as(Elaboration& context, const Environment& environment, const ast::Expr& expr,
                    const Type& type) {
  if (type.kind == TypeKind::yes_no) return elaborate_condition(context, environment, expr);
  auto value = elaborate(context, environment, expr, &type);
  const auto& found = type_of(context, value);
  const bool fits_all = found.kind == TypeKind::anything || found.kind == TypeKind::broken;
  if (fits_all || type.kind == TypeKind::broken) return value;
  const bool same_members = found.members == type.members;
  if (found.kind != type.kind || !same_members) {
    context.diagnostics.report(expr.span, diagnostics::type_mismatch, describe(type), describe(found));
    return add_broken(context, expr.span);
  }
  if (type.kind != TypeKind::number) return value;
  auto wanted = add(context, model::Literal{model::UnknownConstant{}}, type, expr.span);
  if (!fit_numbers(context, wanted, value, expr.span)) return add_broken(context, expr.span);
  const auto constant = constant_of(context, value);
  const auto* quantity = constant ? std::get_if<Quantity>(&*constant) : nullptr;
  if (quantity && !check_whole(context, *quantity, type, expr.span)) return add_broken(context, expr.span);
  if (!quantity && type.whole && !type_of(context, value).whole) {
    context.diagnostics.report(expr.span, diagnostics::expected_whole_number,
                               describe(type_of(context, value)));
    return add_broken(context, expr.span);
  }
  if (same_unit(*type_of(context, value).unit, *type.unit)) return value;
  auto result = type;
  result.substance = merged(type_of(context, value).substance, type.substance);
  if (same_dimension(*type_of(context, value).unit, *type.unit))
    return add(context, model::Conversion{value, type.unit}, result, expr.span);
  return add(context, model::SubstanceConversion{value, type.unit, result.substance}, result, expr.span);
}

ExprId elaborate_duration(Elaboration& context, const Environment& environment, const ast::Expr& expr) {
  const auto value = elaborate(context, environment, expr);
  const auto& type = type_of(context, value);
  const bool fits = type.kind == TypeKind::number && measures_time(*type.unit);
  if (fits || type.kind == TypeKind::anything || type.kind == TypeKind::broken) return value;
  const auto found = type.kind == TypeKind::number ? describe_unit(type) : describe(type);
  context.diagnostics.report(expr.span, diagnostics::expected_duration, found);
  return add_broken(context, expr.span);
}

}  // namespace waymark
