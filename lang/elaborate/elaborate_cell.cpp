#include <algorithm>

#include "lang/elaborate/elaboration.hpp"
#include "lang/text/overloaded.hpp"

// What a cell of a table asks of its column.
namespace waymark {
namespace {

using model::ExprId;

// The number where it is written alone, with or without a sign.
std::optional<Decimal> bare_number(const ast::Expr& expr) {
  if (const auto* negation = std::get_if<ast::Negate>(&expr.node)) {
    const auto number = bare_number(*negation->operand);
    return number ? std::optional{negate(*number)} : std::nullopt;
  }
  const auto* number = std::get_if<ast::Number>(&expr.node);
  return number && !number->unit ? std::optional{number->value} : std::nullopt;
}

class CellElaborator {
 public:
  CellElaborator(Elaboration& context, const Environment& environment, Span span, ExprId column,
                 const UnitPtr& unit)
      : context_{context},
        environment_{environment},
        span_{span},
        column_{column},
        unit_{unit},
        type_{type_of(context, column)} {}

  ExprId operator()(const ast::AnyCell&) {
    return add(context_, model::Literal{model::Constant{true}}, yes_no_type, span_);
  }

  ExprId operator()(const ast::ComparedCell& cell) {
    return compared(context_, cell.op, column_, value(cell.value), span_);
  }

  ExprId operator()(const ast::RangeCell& cell) {
    const auto low = value(cell.low);
    const auto high = value(cell.high);
    if (!cell.above) return lying_between(context_, column_, low, high, cell.below, span_);
    check_range(context_, low, high);
    const Span lower{span_.file, span_.begin, span_of(context_, low).end};
    const auto upper = cell.below ? ast::ComparisonOperator::less : ast::ComparisonOperator::less_equal;
    const auto is_above = compared(context_, ast::ComparisonOperator::greater, column_, low, lower);
    const auto is_below = compared(context_, upper, column_, high, span_of(context_, high));
    return add(context_, model::Logical{ast::LogicalOperator::logical_and, {is_above, is_below}}, yes_no_type,
               span_);
  }

  ExprId operator()(const ast::ListedCell& cell) {
    std::vector<ExprId> values;
    for (const auto& each : cell.values) values.push_back(value(each));
    if (const auto members = listed_members(values))
      return add(context_, model::IsOneOf{column_, *members}, yes_no_type, span_);
    std::vector<ExprId> tests;
    for (const auto each : values) {
      const auto span = values.size() == 1 ? span_ : span_of(context_, each);
      tests.push_back(compared(context_, ast::ComparisonOperator::equal, column_, each, span));
    }
    if (tests.size() == 1) return tests.front();
    return add(context_, model::Logical{ast::LogicalOperator::logical_or, std::move(tests)}, yes_no_type,
               span_);
  }

 private:
  ExprId value(const ast::Expr& expr) {
    if (type_.kind == TypeKind::yes_no) return elaborate_condition(context_, environment_, expr);
    return elaborate_in_unit(context_, environment_, expr, &type_, unit_);
  }

  // Where all of them are members; one that stands there twice is reported.
  std::optional<std::vector<model::MemberIndex>> listed_members(const std::vector<ExprId>& values) {
    std::vector<model::MemberIndex> members;
    for (const auto each : values) {
      const auto* literal = std::get_if<model::Literal>(&context_.model[each].operation);
      const auto* member = literal ? std::get_if<model::MemberIndex>(&literal->value) : nullptr;
      if (!member || type_.kind != TypeKind::one_of) return std::nullopt;
      if (std::ranges::find(members, *member) != members.end()) {
        const auto span = span_of(context_, each);
        context_.diagnostics.report(span, diagnostics::doubled_member, context_.sources.text(span));
      }
      members.push_back(*member);
    }
    return members;
  }

  Elaboration& context_;
  const Environment& environment_;
  Span span_;
  ExprId column_;
  const UnitPtr& unit_;
  Type type_;
};

}  // namespace

bool is_bare_number(const ast::Expr& expr) { return bare_number(expr).has_value(); }

ExprId elaborate_in_unit(Elaboration& context, const Environment& environment, const ast::Expr& expr,
                         const Type* expected, const UnitPtr& unit) {
  const auto number = unit ? bare_number(expr) : std::nullopt;
  if (!number) return elaborate(context, environment, expr, expected);
  const Type type{.kind = TypeKind::number, .unit = unit, .whole = number->is_whole()};
  return add(context, model::Literal{Quantity{*number, unit}}, type, expr.span);
}

ExprId elaborate_cell(Elaboration& context, const Environment& environment, const ast::TableCell& cell,
                      ExprId column, const UnitPtr& unit) {
  if (is_broken(context, column)) return add_broken(context, cell.span);
  return std::visit(CellElaborator{context, environment, cell.span, column, unit}, cell.node);
}

}  // namespace waymark
