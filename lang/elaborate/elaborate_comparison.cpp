#include "lang/elaborate/elaboration.hpp"

namespace waymark {
namespace {

using model::ExprId;

bool is_bare_name(const ast::Expr& expr) { return std::holds_alternative<ast::Reference>(expr.node); }

// A bare name on one side can be a member of the other side's type; so that side goes first.
std::pair<ExprId, ExprId> elaborate_both(Elaboration& context, const Environment& environment,
                                         const ast::Expr& left, const ast::Expr& right) {
  const auto* reference = std::get_if<ast::Reference>(&left.node);
  const bool left_is_value =
      !reference || !context.symbols.find(environment.module, NameSpace::value, reference->name).empty() ||
      (environment.arguments && environment.arguments->contains(reference->name));
  // `remission = state`: a member on the left of a value that has such a member.
  const auto* right_name = std::get_if<ast::Reference>(&right.node);
  const bool right_is_value =
      right_name && !context.symbols.find(environment.module, NameSpace::value, right_name->name).empty();
  if (left_is_value || (is_bare_name(right) && !right_is_value)) {
    const auto first = elaborate(context, environment, left);
    const auto type = type_of(context, first);
    // What a bare name means depends on what it stands beside, which has its message already.
    if (is_broken(context, first) && is_bare_name(right) && !right_is_value)
      return {first, add_broken(context, right.span)};
    return {first, elaborate(context, environment, right, &type)};
  }
  const auto second = elaborate(context, environment, right);
  const auto type = type_of(context, second);
  return {elaborate(context, environment, left, &type), second};
}

// An event that meets a moment or another event does so as the moment at which it happened.
void meet_as_moments(Elaboration& context, ExprId& left, ExprId& right) {
  const auto is_timed = [&](ExprId expr) {
    const auto kind = type_of(context, expr).kind;
    return kind == TypeKind::event || kind == TypeKind::moment;
  };
  if (!is_timed(left) || !is_timed(right)) return;
  left = as_moment(context, left);
  right = as_moment(context, right);
}

bool is_ordering(ast::ComparisonOperator op) {
  return op != ast::ComparisonOperator::equal && op != ast::ComparisonOperator::not_equal;
}

// Whether the type has an order, for `<` and its kin and for `between`.
bool check_order(Elaboration& context, const Type& type, Span span) {
  switch (type.kind) {
    case TypeKind::one_of:
      if (type.members->ordered) return true;
      context.diagnostics.report(span, diagnostics::not_ordered, type.members->name)
          .help("levels that compare are declared with `<` between them: `one of {mild < severe}`");
      return false;
    case TypeKind::yes_no:
      context.diagnostics.report(span, diagnostics::expected_number, describe(type));
      return false;
    default: return true;
  }
}

bool check_comparable(Elaboration& context, const Type& type, ast::ComparisonOperator op, Span span) {
  if (type.kind == TypeKind::any_of) {
    context.diagnostics.report(span, diagnostics::set_is_member, context.sources.text(span));
    return false;
  }
  if (type.kind == TypeKind::event) {
    context.diagnostics.report(span, diagnostics::not_comparable, describe(type), "anything")
        .help("compare the time since it: `time since ... < 3 days`");
    return false;
  }
  return !is_ordering(op) || check_order(context, type, span);
}

// The digits of a number that stands there without a unit, with its sign.
std::optional<Decimal> bare_number(const Elaboration& context, ExprId expr) {
  const auto& operation = context.model[expr].operation;
  if (const auto* negation = std::get_if<model::Negate>(&operation)) {
    const auto number = bare_number(context, negation->operand);
    return number ? std::optional{negate(*number)} : std::nullopt;
  }
  const auto* literal = std::get_if<model::Literal>(&operation);
  const auto* quantity = literal ? std::get_if<Quantity>(&literal->value) : nullptr;
  return quantity && type_of(context, expr).literal ? std::optional{quantity->number} : std::nullopt;
}

const Quantity* literal_quantity(const Elaboration& context, ExprId expr) {
  const auto* literal = std::get_if<model::Literal>(&context.model[expr].operation);
  return literal ? std::get_if<Quantity>(&literal->value) : nullptr;
}

const Type& common(const Elaboration& context, ExprId left, ExprId right) {
  const auto& type = type_of(context, left);
  return type.kind == TypeKind::anything ? type_of(context, right) : type;
}

}  // namespace

ExprId elaborate_comparison(Elaboration& context, const Environment& environment,
                            const ast::Comparison& comparison, Span span) {
  auto [left, right] = elaborate_both(context, environment, *comparison.left, *comparison.right);
  meet_as_moments(context, left, right);
  return compared(context, comparison.op, left, right, span);
}

ExprId compared(Elaboration& context, ast::ComparisonOperator op, ExprId left, ExprId right, Span span) {
  if (!fit_values(context, left, right, span)) return add_broken(context, span);
  if (!check_comparable(context, common(context, left, right), op, span_of(context, left))) {
    return add_broken(context, span);
  }
  return add(context, model::Comparison{op, left, right}, yes_no_type, span);
}

void check_range(Elaboration& context, ExprId low, ExprId high) {
  const auto* from = literal_quantity(context, low);
  const auto* to = literal_quantity(context, high);
  if (!from || !to || !same_dimension(*from->unit, *to->unit) || compare(*from, *to) <= 0) return;
  context.diagnostics.report(join(span_of(context, low), span_of(context, high)), diagnostics::reversed_range,
                             to_string(*from), to_string(*to));
}

ExprId elaborate_between(Elaboration& context, const Environment& environment, const ast::Between& between,
                         Span span) {
  auto subject = elaborate(context, environment, *between.subject);
  if (type_of(context, subject).kind == TypeKind::event) subject = as_moment(context, subject);
  const auto type = type_of(context, subject);
  auto low = elaborate(context, environment, *between.low, &type);
  auto high = elaborate(context, environment, *between.high, &type);
  meet_as_moments(context, subject, low);
  meet_as_moments(context, subject, high);
  return lying_between(context, subject, low, high, between.below, span);
}

ExprId lying_between(Elaboration& context, ExprId subject, ExprId low, ExprId high, bool below, Span span) {
  const auto type = type_of(context, subject);
  // `between 18 and 65 years`: the first number takes the unit of the second.
  const auto& high_type = type_of(context, high);
  const auto bare = bare_number(context, low);
  if (bare && high_type.kind == TypeKind::number && !high_type.literal) {
    const Type unit_type{.kind = TypeKind::number, .unit = high_type.unit};
    low = add(context, model::Literal{Quantity{*bare, high_type.unit}}, unit_type, span_of(context, low));
  }
  const bool fits = fit_values(context, subject, low, span) && fit_values(context, subject, high, span);
  if (!fits || !check_comparable(context, type, ast::ComparisonOperator::less, span_of(context, subject))) {
    return add_broken(context, span);
  }
  check_range(context, low, high);
  return add(context, model::Between{subject, low, high, below}, yes_no_type, span);
}

}  // namespace waymark
