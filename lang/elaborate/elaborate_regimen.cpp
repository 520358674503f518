#include <algorithm>

#include "lang/elaborate/elaboration.hpp"
#include "lang/model/constant_quantity.hpp"

// Doses, intervals and durations, and the steps in which something is given.
namespace waymark {
namespace {

using model::ExprId;

class RangeElaborator {
 public:
  RangeElaborator(Elaboration& context, const Environment& environment, bool duration)
      : context_{context}, environment_{environment}, duration_{duration} {}

  // `500 to 1000 mg/day`: a first number without a unit takes the second's.
  model::ExprRange range(const ast::Range& range) {
    if (!range.high && report_difference(range.low))
      return {add_broken(context_, range.low.span), std::nullopt};
    if (!range.high) return {number(range.low), std::nullopt};
    const auto high = number(*range.high);
    if (is_broken(context_, high)) return {high, high};
    const auto& high_type = type_of(context_, high);
    const auto* bare = std::get_if<ast::Number>(&range.low.node);
    const bool takes_unit = bare && !bare->unit && high_type.kind == TypeKind::number;
    auto low = takes_unit ? add(context_, model::Literal{Quantity{bare->value, high_type.unit}},
                                {.kind = TypeKind::number, .unit = high_type.unit}, range.low.span)
                          : number(range.low);
    auto fitted_high = high;
    const auto span = join(range.low.span, range.high->span);
    if (!is_broken(context_, low) && !is_broken(context_, high) && !mixes_time(low, high)) {
      fit_values(context_, low, fitted_high, span);
      check_order(low, fitted_high, span);
    }
    return {low, fitted_high};
  }

  ExprId number(const ast::Expr& expr) {
    if (duration_) return elaborate_duration(context_, environment_, expr);
    const auto value = waymark::elaborate(context_, environment_, expr);
    const auto& type = type_of(context_, value);
    const bool fits =
        type.kind == TypeKind::number || type.kind == TypeKind::anything || type.kind == TypeKind::broken;
    if (!fits) context_.diagnostics.report(expr.span, diagnostics::expected_number, describe(type));
    return fits ? value : add_broken(context_, expr.span);
  }

 private:
  // `2-4 mg`, which would be -2 mg.
  bool report_difference(const ast::Expr& expr) {
    const auto* arithmetic = std::get_if<ast::Arithmetic>(&expr.node);
    if (!arithmetic || arithmetic->op != ast::ArithmeticOperator::subtract) return false;
    const auto& left = *arithmetic->left;
    const auto& right = *arithmetic->right;
    const bool are_numbers =
        std::holds_alternative<ast::Number>(left.node) && std::holds_alternative<ast::Number>(right.node);
    if (!are_numbers) return false;
    const auto text = [&](Span span) { return context_.sources.text(span); };
    auto meant = fmt::format("{} to {}", text(left.span), text(right.span));
    context_.diagnostics.report(expr.span, diagnostics::difference_for_range, text(expr.span))
        .help(fmt::format("did you mean `{}`?", meant))
        .fix(expr.span, std::move(meant));
    return true;
  }

  // `14 days to 2 months` is how people speak.
  bool mixes_time(ExprId low, ExprId high) const {
    const auto& low_type = type_of(context_, low);
    const auto& high_type = type_of(context_, high);
    return low_type.kind == TypeKind::number && high_type.kind == TypeKind::number &&
           measures_time(*low_type.unit) && measures_time(*high_type.unit) &&
           !same_dimension(*low_type.unit, *high_type.unit);
  }

  void check_order(ExprId low, ExprId high, Span span) {
    const auto* first = literal(low);
    const auto* second = literal(high);
    if (!first || !second || !same_dimension(*first->unit, *second->unit) || compare(*first, *second) <= 0)
      return;
    context_.diagnostics.report(span, diagnostics::reversed_range, to_string(*first), to_string(*second));
  }

  const Quantity* literal(ExprId expr) const {
    const auto* operation = std::get_if<model::Literal>(&context_.model[expr].operation);
    return operation ? std::get_if<Quantity>(&operation->value) : nullptr;
  }

  Elaboration& context_;
  const Environment& environment_;
  bool duration_;
};

// Makes of `25 to 50 mg/kg of weight at most 2 g rounded to 250 mg` the expressions that give the dose.
class DoseElaborator {
 public:
  // `every` is the shortest interval between two doses, if one is given.
  DoseElaborator(Elaboration& context, const Environment& environment, const ast::Dose& node,
                 std::optional<ExprId> every)
      : context_{context}, environment_{environment}, node_{node}, every_{every} {}

  model::Dose dose() {
    RangeElaborator elaborator{context_, environment_, false};
    result_.span = node_.span;
    result_.amount = elaborator.range(node_.amount);
    if (node_.of) result_.of = elaborator.number({node_.of->span, ast::Reference{node_.of->text}});
    const auto low = times_of(result_.amount.low);
    limits(low, elaborator);
    if (node_.rounding) step(low, elaborator);
    result_.low = given(low);
    if (result_.amount.high) result_.high = given(times_of(*result_.amount.high));
    return std::move(result_);
  }

 private:
  Span amount_span() const {
    const auto begin = node_.amount.low.span;
    return join(begin, node_.of ? node_.of->span : node_.amount.high ? node_.amount.high->span : begin);
  }

  ExprId times_of(ExprId amount) {
    if (!result_.of) return amount;
    if (is_broken(context_, amount) || is_broken(context_, *result_.of))
      return add_broken(context_, node_.span);
    const auto unit = unit_without_each(amount);
    if (!unit) {
      report_not_for_each(amount);
      return add_broken(context_, node_.span);
    }
    const Type type{.kind = TypeKind::number, .unit = *unit};
    const auto whole_unit = multiply(type_of(context_, amount).unit, type_of(context_, *result_.of).unit);
    const auto product =
        add(context_, model::Arithmetic{ast::ArithmeticOperator::multiply, amount, *result_.of},
            {.kind = TypeKind::number, .unit = whole_unit}, amount_span());
    return add(context_, model::Conversion{product, *unit}, type, amount_span());
  }

  // `mg` of `mg/kg`, where what it is for each of is a mass; nullopt where it is for each of nothing alike.
  std::optional<UnitPtr> unit_without_each(ExprId amount) const {
    const auto& type = type_of(context_, amount);
    const auto& of = type_of(context_, *result_.of);
    if (type.kind != TypeKind::number || of.kind != TypeKind::number) return std::nullopt;
    for (const auto& factor : type.unit->factors) {
      if (factor.exponent >= 0) continue;
      const auto parsed = context_.model.units.parse(factor.symbol);
      const auto* single = std::get_if<UnitPtr>(&parsed);
      if (!single) continue;
      auto each = *single;
      for (int power = -1; power > factor.exponent; --power) each = multiply(each, *single);
      if (same_dimension(*each, *of.unit)) return multiply(type.unit, each);
    }
    return std::nullopt;
  }

  void report_not_for_each(ExprId amount) {
    const auto& type = type_of(context_, amount);
    const auto& of = type_of(context_, *result_.of);
    if (type.kind != TypeKind::number || of.kind != TypeKind::number) return;
    context_.diagnostics
        .report(amount_span(), diagnostics::not_for_each, describe_unit(type), describe_unit(of))
        .help(fmt::format("give it for each unit of `{}`, such as `5 mg/{}`", node_.of->text,
                          is_pure(*of.unit) ? "kg" : to_string(*of.unit)));
  }

  void limits(ExprId dose, RangeElaborator& elaborator) {
    for (const auto& limit : node_.limits) {
      const auto amount = single_dose(elaborator.number(limit.amount), dose);
      (limit.at_most ? result_.at_most : result_.at_least).push_back(amount);
    }
    check_limits();
  }

  // So much in a time is so much in one dose, by the interval.
  ExprId single_dose(ExprId limit, ExprId dose) {
    if (is_broken(context_, limit) || is_broken(context_, dose))
      return add_broken(context_, span_of(context_, limit));
    const auto& limit_type = type_of(context_, limit);
    const auto& type = type_of(context_, dose);
    if (limit_type.kind != TypeKind::number || type.kind != TypeKind::number) return limit;
    const auto hour = std::get<UnitPtr>(parse_ucum("h"));
    if (!same_dimension(*multiply(limit_type.unit, hour), *type.unit)) return fitted(limit, dose);
    const bool has_clock = every_ && type_of(context_, *every_).kind == TypeKind::number &&
                           same_dimension(*type_of(context_, *every_).unit, *hour);
    if (!has_clock) {
      context_.diagnostics
          .report(span_of(context_, limit), diagnostics::limit_without_interval, describe_unit(limit_type))
          .help("write how often it is given, such as `every 8 hours`");
      return add_broken(context_, span_of(context_, limit));
    }
    const auto product =
        add(context_, model::Arithmetic{ast::ArithmeticOperator::multiply, limit, *every_},
            {.kind = TypeKind::number, .unit = multiply(limit_type.unit, type_of(context_, *every_).unit)},
            span_of(context_, limit));
    return add(context_, model::Conversion{product, type.unit}, {.kind = TypeKind::number, .unit = type.unit},
               span_of(context_, limit));
  }

  ExprId fitted(ExprId other, ExprId dose) {
    auto left = dose;
    return fit_numbers(context_, left, other, span_of(context_, other))
               ? other
               : add_broken(context_, span_of(context_, other));
  }

  void check_limits() {
    for (const auto low : result_.at_least) {
      for (const auto high : result_.at_most) {
        const auto least = constant_quantity(context_.model, low);
        const auto most = constant_quantity(context_.model, high);
        if (!least || !most || !same_dimension(*least->unit, *most->unit) || compare(*least, *most) <= 0)
          continue;
        context_.diagnostics
            .report(span_of(context_, low), diagnostics::reversed_range, to_string(*least), to_string(*most))
            .note(span_of(context_, high), "this is the most");
      }
    }
  }

  void step(ExprId dose, RangeElaborator& elaborator) {
    const auto step = elaborator.number(node_.rounding->step);
    result_.down = node_.rounding->down;
    const bool fits = !is_broken(context_, step) && !is_broken(context_, dose);
    result_.step = fits ? fitted(step, dose) : add_broken(context_, span_of(context_, step));
  }

  ExprId given(ExprId amount) {
    auto result = amount;
    for (const auto limit : result_.at_least) result = limited(model::Function::max, result, limit);
    for (const auto limit : result_.at_most) result = limited(model::Function::min, result, limit);
    if (!result_.step) return result;
    if (is_broken(context_, result) || is_broken(context_, *result_.step))
      return add_broken(context_, node_.span);
    const Type type{.kind = TypeKind::number, .unit = type_of(context_, *result_.step).unit};
    return add(context_,
               model::RoundedDose{result, *result_.step, result_.down, result_.at_least, result_.at_most},
               type, node_.span);
  }

  ExprId limited(model::Function function, ExprId dose, ExprId limit) {
    if (is_broken(context_, dose) || is_broken(context_, limit)) return add_broken(context_, node_.span);
    const Type type{.kind = TypeKind::number, .unit = type_of(context_, dose).unit};
    return add(context_, model::Call{function, {dose, limit}}, type, node_.span);
  }

  Elaboration& context_;
  const Environment& environment_;
  const ast::Dose& node_;
  std::optional<ExprId> every_;
  model::Dose result_{};
};

model::Regimen elaborate_regimen(Elaboration& context, const Environment& environment,
                                 const ast::Regimen& node,
                                 const std::optional<model::ExprRange>& common_every) {
  model::Regimen result;
  if (node.route) result.route = node.route->text;
  if (node.every) result.every = elaborate_range(context, environment, *node.every, true);
  if (node.duration) result.duration = elaborate_range(context, environment, *node.duration, true);
  const auto& interval = result.every ? result.every : common_every;
  const auto every = interval ? std::optional{interval->low} : std::nullopt;
  if (node.dose) result.dose = DoseElaborator{context, environment, *node.dose, every}.dose();
  return result;
}

}  // namespace

model::ExprRange elaborate_range(Elaboration& context, const Environment& environment,
                                 const ast::Range& range, bool duration) {
  return RangeElaborator{context, environment, duration}.range(range);
}

std::vector<model::Regimen> elaborate_steps(Elaboration& context, const Environment& environment,
                                            const std::vector<ast::Regimen>& steps,
                                            const std::vector<model::Regimen>& common) {
  std::vector<model::Regimen> result;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto every = i < common.size() ? common[i].every : std::nullopt;
    result.push_back(elaborate_regimen(context, environment, steps[i], every));
  }
  return result;
}

}  // namespace waymark
