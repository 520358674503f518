#include "lang/elaborate/elaboration.hpp"

namespace waymark {
namespace {

using ast::ArithmeticOperator;
using model::ExprId;

bool is_instant(const Type& type) { return type.kind == TypeKind::date || type.kind == TypeKind::moment; }
bool is_additive(ArithmeticOperator op) {
  return op == ArithmeticOperator::add || op == ArithmeticOperator::subtract;
}

class ArithmeticElaborator {
 public:
  ArithmeticElaborator(Elaboration& context, ArithmeticOperator op, Span span)
      : context_{context}, op_{op}, span_{span} {}

  ExprId elaborate(ExprId left, ExprId right) {
    if (is_broken(context_, left) || is_broken(context_, right)) return add_broken(context_, span_);
    if (is_additive(op_)) left = as_moment(context_, left), right = as_moment(context_, right);
    const auto& left_type = type_of(context_, left);
    const auto& right_type = type_of(context_, right);
    if (is_additive(op_) && is_instant(left_type)) return instant(left, right);
    if (op_ == ArithmeticOperator::add && is_instant(right_type)) return instant(right, left);
    if (!check_number(left) || !check_number(right)) return add_broken(context_, span_);
    return is_additive(op_) ? sum(left, right) : product(left, right);
  }

 private:
  bool check_number(ExprId expr) {
    const auto& type = type_of(context_, expr);
    const auto span = span_of(context_, expr);
    if (type.kind == TypeKind::number || type.kind == TypeKind::anything) return true;
    if (type.kind == TypeKind::elapsed) {
      context_.diagnostics.report(span, diagnostics::elapsed_without_unit)
          .help(fmt::format("write `({}) in days`", context_.sources.text(span)));
    } else {
      context_.diagnostics.report(span, diagnostics::expected_number, describe(type));
    }
    return false;
  }

  // D + 6 months, D - 3 days, D1 - D2
  ExprId instant(ExprId instant, ExprId other) {
    const auto& type = type_of(context_, instant);
    const auto& other_type = type_of(context_, other);
    if (op_ == ArithmeticOperator::subtract && other_type.kind == type.kind) {
      return add(context_, model::Difference{instant, other},
                 {.kind = TypeKind::elapsed, .counts_days = type.kind == TypeKind::date}, span_);
    }
    if (!check_duration(instant, other)) return add_broken(context_, span_);
    const Type result{.kind = type.kind};
    return add(context_, model::Shift{instant, other, op_ == ArithmeticOperator::subtract}, result, span_);
  }

  bool check_duration(ExprId instant, ExprId duration) {
    const auto& type = type_of(context_, duration);
    const auto span = span_of(context_, duration);
    if (type.kind == TypeKind::anything) return true;
    if (type.kind != TypeKind::number || !measures_time(*type.unit)) {
      context_.diagnostics.report(span, diagnostics::expected_duration,
                                  type.kind == TypeKind::number ? describe_unit(type) : describe(type));
      return false;
    }
    if (is_part_of_a_month(context_, duration)) {
      report_part_of_a_month(context_, duration);
      return false;
    }
    const bool date = type_of(context_, instant).kind == TypeKind::date;
    if (!date || measures_calendar_time(*type.unit) || counts_whole_days(*type.unit)) return true;
    context_.diagnostics
        .report(span, diagnostics::hours_against_date, fmt::format("`{}`", to_string(*type.unit)))
        .note(span_of(context_, instant), "this is a date");
    return false;
  }

  ExprId sum(ExprId left, ExprId right) {
    if (!fit_values(context_, left, right, span_)) return add_broken(context_, span_);
    if (has_different_zero_points(left, right)) return add_broken(context_, span_);
    auto type = type_of(context_, left).kind == TypeKind::anything ? type_of(context_, right)
                                                                   : type_of(context_, left);
    type.literal = type.literal && type_of(context_, right).literal;
    // 1 h and 30 min, each a whole number, are none together.
    const auto& added = type_of(context_, right);
    type.whole = type.whole && is_whole_in_unit(added, type);
    type.substance = substance_of_sum(type.substance, type_of(context_, right).substance);
    return add(context_, model::Arithmetic{op_, left, right}, type, span_);
  }

  // A sum over different substances is an amount of neither.
  static Substance substance_of_sum(const Substance& left, const Substance& right) {
    return contradicts(left, right) ? Substance{} : merged(left, right);
  }

  // 37 degC + 1.8 degF: a rise, or a second reading?
  bool has_different_zero_points(ExprId left, ExprId right) {
    const auto& a = type_of(context_, left);
    const auto& b = type_of(context_, right);
    const bool are_numbers = a.kind == TypeKind::number && b.kind == TypeKind::number;
    if (op_ != ArithmeticOperator::add || !are_numbers) return false;
    if (a.unit->offset == 0 || b.unit->offset == 0 || same_unit(*a.unit, *b.unit)) return false;
    context_.diagnostics.report(span_, diagnostics::different_zero_points, describe_unit(a), describe_unit(b))
        .help(fmt::format("a second reading is `... in {}`; a rise is given in {} or in 'K'",
                          to_string(*a.unit), to_string(*a.unit)));
    return true;
  }

  ExprId product(ExprId left, ExprId right) {
    const auto& left_type = type_of(context_, left);
    const auto& right_type = type_of(context_, right);
    const bool divides = op_ == ArithmeticOperator::divide;
    Type type{.kind = TypeKind::number};
    type.unit = divides ? divide(left_type.unit, right_type.unit) : multiply(left_type.unit, right_type.unit);
    type.literal = left_type.literal && right_type.literal;
    type.whole = !divides && left_type.whole && right_type.whole;
    return add(context_, model::Arithmetic{op_, left, right}, type, span_);
  }

  Elaboration& context_;
  ArithmeticOperator op_;
  Span span_;
};

}  // namespace

ExprId elaborate_arithmetic(Elaboration& context, const Environment& environment,
                            const ast::Arithmetic& arithmetic, Span span) {
  const auto left = elaborate(context, environment, *arithmetic.left);
  const auto right = elaborate(context, environment, *arithmetic.right);
  return ArithmeticElaborator{context, arithmetic.op, span}.elaborate(left, right);
}

ExprId elaborate_negate(Elaboration& context, const Environment& environment, const ast::Negate& negate,
                        Span span) {
  const auto operand = elaborate(context, environment, *negate.operand);
  const auto type = type_of(context, operand);
  if (type.kind == TypeKind::broken) return add_broken(context, span);
  if (type.kind != TypeKind::number && type.kind != TypeKind::anything) {
    context.diagnostics.report(span, diagnostics::cannot_negate, describe(type));
    return add_broken(context, span);
  }
  return add(context, model::Negate{operand}, type, span);
}

ExprId elaborate_conversion(Elaboration& context, const Environment& environment,
                            const ast::Conversion& conversion, Span span) {
  const auto operand = elaborate(context, environment, *conversion.operand);
  const auto unit = elaborate_unit(context, conversion.unit);
  if (!unit || is_broken(context, operand)) return add_broken(context, span);
  const auto& type = type_of(context, operand);
  Type result{.kind = TypeKind::number, .unit = unit};
  result.substance = type.substance;
  if (type.kind == TypeKind::anything) return add(context, model::Conversion{operand, unit}, result, span);
  if (type.kind == TypeKind::elapsed && measures_time(*unit)) {
    if (type.counts_days && !measures_calendar_time(*unit) && !counts_whole_days(*unit)) {
      context.diagnostics.report(conversion.unit.span, diagnostics::hours_against_date,
                                 fmt::format("`{}`", to_string(*unit)));
      return add_broken(context, span);
    }
    return add(context, model::Conversion{operand, unit}, result, span);
  }
  if (type.kind != TypeKind::number && type.kind != TypeKind::elapsed) {
    context.diagnostics.report(span_of(context, operand), diagnostics::expected_number, describe(type));
    return add_broken(context, span);
  }
  if (same_dimension(*type.unit, *unit)) return add(context, model::Conversion{operand, unit}, result, span);
  if (exchange_factor(*type.unit, *unit, type.substance)) {
    return add(context, model::SubstanceConversion{operand, unit, type.substance}, result, span);
  }
  context.diagnostics
      .report(span, diagnostics::different_dimensions, describe_unit(type), describe_unit(result))
      .note(span_of(context, operand), fmt::format("this is in {}", describe_unit(type)))
      .help(help_for_exchange(*type.unit, *unit, type.substance));
  return add_broken(context, span);
}

}  // namespace waymark
