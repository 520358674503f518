#include "lang/elaborate/elaboration.hpp"

// What may meet what: numbers by their dimensions, times by how they count, members by their type.
namespace waymark {
namespace {

using model::ExprId;

bool is_percentage_like(const Unit& unit) { return is_dimensionless(unit) && !is_pure(unit); }

// `spo2 < 90` means 90 %, and 90 alone would be 9000 %: so a bare number meets no unit.
bool lacks_unit(const Type& bare, const Type& other) {
  if (!bare.literal || is_pure(*other.unit)) return false;
  return !same_dimension(*bare.unit, *other.unit) || is_percentage_like(*other.unit);
}

void report_missing_unit(Elaboration& context, ExprId bare, const Type& other) {
  const auto span = span_of(context, bare);
  const auto with_unit = fmt::format("{} {}", context.sources.text(span), to_string(*other.unit));
  context.diagnostics.report(span, diagnostics::missing_unit, describe_unit(other))
      .help(fmt::format("did you mean `{}`?", with_unit))
      .fix(span, with_unit);
}

std::string with_text(const Elaboration& context, ExprId expr) {
  const auto text = context.sources.text(span_of(context, expr));
  return fmt::format("`{}` is in {}", text.size() > 40 ? text.substr(0, 40) : text,
                     describe_unit(type_of(context, expr)));
}

// `K` is a thousand, 'K' is kelvin: the unit that the symbol of `type` stands for in quotes, where that would
// have measured the same as `other`.
std::optional<std::string> meant_in_quotes(const Type& type, const Type& other) {
  if (type.unit->factors.size() != 1 || type.unit->factors.front().only_quoted) return std::nullopt;
  const auto& symbol = type.unit->factors.front().symbol;
  const auto quoted = parse_ucum(symbol);
  const auto* unit = std::get_if<UnitPtr>(&quoted);
  if (!unit || !same_dimension(**unit, *other.unit)) return std::nullopt;
  return fmt::format("did you mean '{0}' in quotes, {1}? Without them `{0}` is another unit", symbol,
                     describe((*unit)->dimension));
}

void report_different(Elaboration& context, ExprId left, ExprId right, Span span) {
  auto report = context.diagnostics.report(span, diagnostics::different_dimensions,
                                           describe_unit(type_of(context, left)),
                                           describe_unit(type_of(context, right)));
  for (const auto side : {left, right}) {
    if (span_of(context, side) != span) report.note(span_of(context, side), with_text(context, side));
    const auto help = meant_in_quotes(type_of(context, side), type_of(context, side == left ? right : left));
    if (help) report.help(*help);
  }
  const auto& left_type = type_of(context, left);
  const auto& right_type = type_of(context, right);
  report.help(help_for_exchange(*left_type.unit, *right_type.unit,
                                merged(left_type.substance, right_type.substance)));
}

bool says_something(const Substance& substance) {
  return substance.molar_mass.has_value() || substance.charge.has_value();
}

ExprId add_exchange(Elaboration& context, ExprId expr, const UnitPtr& unit, const Substance& substance) {
  Type type{.kind = TypeKind::number, .unit = unit};
  type.substance = substance;
  return add(context, model::SubstanceConversion{expr, unit, substance}, type, span_of(context, expr));
}

// Of two numbers across mass, amount and equivalents, the second is converted to the first, unless only the
// second comes from a fact that says something of its substance.
bool fit_by_substance(Elaboration& context, ExprId& left, ExprId& right) {
  const auto left_type = type_of(context, left);
  const auto right_type = type_of(context, right);
  if (contradicts(left_type.substance, right_type.substance)) return false;
  const auto substance = merged(left_type.substance, right_type.substance);
  if (!exchange_factor(*left_type.unit, *right_type.unit, substance)) return false;
  if (says_something(left_type.substance)) {
    right = add_exchange(context, right, left_type.unit, substance);
  } else {
    left = add_exchange(context, left, right_type.unit, substance);
  }
  return true;
}

}  // namespace

bool is_part_of_a_month(const Elaboration& context, ExprId expr) {
  const auto* literal = std::get_if<model::Literal>(&context.model[expr].operation);
  const auto* quantity = literal ? std::get_if<Quantity>(&literal->value) : nullptr;
  if (!quantity || !measures_calendar_time(*quantity->unit)) return false;
  const Rational months = quantity->number.to_rational() * quantity->unit->scale;
  return months.get_den() != 1;
}

void report_part_of_a_month(Elaboration& context, ExprId expr) {
  const auto span = span_of(context, expr);
  context.diagnostics
      .report(span, diagnostics::part_of_a_month, fmt::format("`{}`", context.sources.text(span)))
      .help("months and years are counted on the calendar; count parts of them in days or weeks");
}

namespace {

// Elapsed time against a duration.
bool fit_elapsed(Elaboration& context, ExprId elapsed, ExprId duration) {
  const auto& unit = *type_of(context, duration).unit;
  const auto span = span_of(context, duration);
  if (!measures_time(unit)) {
    const auto& type = type_of(context, duration);
    auto report = context.diagnostics.report(span, diagnostics::expected_duration, describe_unit(type));
    if (type.literal) report.help(fmt::format("did you mean `{} days`?", context.sources.text(span)));
    return false;
  }
  if (type_of(context, elapsed).counts_days && !measures_calendar_time(unit) && !counts_whole_days(unit)) {
    context.diagnostics.report(span, diagnostics::hours_against_date, fmt::format("`{}`", to_string(unit)))
        .note(span_of(context, elapsed), "this is the time since a date")
        .help("count in days, or make the fact a `moment`");
    return false;
  }
  if (is_part_of_a_month(context, duration)) {
    report_part_of_a_month(context, duration);
    return false;
  }
  return true;
}

bool fit_different_kinds(Elaboration& context, ExprId left, ExprId right, Span span) {
  const auto& left_type = type_of(context, left);
  const auto& right_type = type_of(context, right);
  if (left_type.kind == TypeKind::elapsed && right_type.kind == TypeKind::number)
    return fit_elapsed(context, left, right);
  if (left_type.kind == TypeKind::number && right_type.kind == TypeKind::elapsed)
    return fit_elapsed(context, right, left);
  context.diagnostics.report(span, diagnostics::not_comparable, describe(left_type), describe(right_type))
      .note(span_of(context, left), describe(left_type))
      .note(span_of(context, right), describe(right_type));
  return false;
}

bool fit_same_kind(Elaboration& context, ExprId& left, ExprId& right, Span span) {
  const auto& left_type = type_of(context, left);
  const auto& right_type = type_of(context, right);
  switch (left_type.kind) {
    case TypeKind::number: return fit_numbers(context, left, right, span);
    case TypeKind::one_of:
    case TypeKind::any_of:
      if (left_type.members == right_type.members) return true;
      break;
    case TypeKind::elapsed:
      if (left_type.counts_days == right_type.counts_days) return true;
      break;
    default: return true;
  }
  context.diagnostics.report(span, diagnostics::not_comparable, describe(left_type), describe(right_type));
  return false;
}

bool fits_everything(const Type& type) { return type.kind == TypeKind::anything; }

}  // namespace

bool fit_numbers(Elaboration& context, ExprId& left, ExprId& right, Span span) {
  const auto& left_type = type_of(context, left);
  const auto& right_type = type_of(context, right);
  if (lacks_unit(left_type, right_type)) return report_missing_unit(context, left, right_type), false;
  if (lacks_unit(right_type, left_type)) return report_missing_unit(context, right, left_type), false;
  if (same_dimension(*left_type.unit, *right_type.unit)) return true;
  if (fit_by_substance(context, left, right)) return true;
  report_different(context, left, right, span);
  return false;
}

bool fit_values(Elaboration& context, ExprId& left, ExprId& right, Span span) {
  if (is_broken(context, left) || is_broken(context, right)) return false;
  if (fits_everything(type_of(context, left)) || fits_everything(type_of(context, right))) return true;
  // An event meets a yes or no as the condition whether it happened.
  if (type_of(context, left).kind == TypeKind::yes_no)
    right = type_of(context, right).kind == TypeKind::event ? as_condition(context, right) : right;
  if (type_of(context, right).kind == TypeKind::yes_no)
    left = type_of(context, left).kind == TypeKind::event ? as_condition(context, left) : left;
  const bool same_kind = type_of(context, left).kind == type_of(context, right).kind;
  return same_kind ? fit_same_kind(context, left, right, span)
                   : fit_different_kinds(context, left, right, span);
}

bool measures_calendar_time(const Unit& unit) {
  return unit.dimension.size() == 1 && unit.dimension.begin()->first == "calendar" &&
         unit.dimension.begin()->second == 1;
}

bool measures_time(const Unit& unit) {
  const bool clock = unit.dimension.size() == 1 && unit.dimension.begin()->first == "time" &&
                     unit.dimension.begin()->second == 1;
  return clock || measures_calendar_time(unit);
}

bool counts_whole_days(const Unit& unit) {
  constexpr int seconds_a_day = 86400;
  const Rational days = unit.scale / seconds_a_day;
  return days.get_den() == 1;
}

std::string help_for_exchange(const Unit& from, const Unit& to, const Substance& substance) {
  const auto missing = missing_for_exchange(from, to, substance);
  if (missing.empty()) return {};
  return fmt::format("they convert if the fact declares its {}", missing);
}

std::string describe_unit(const Type& type) {
  if (type.kind != TypeKind::number) return describe(type);
  if (is_pure(*type.unit)) return "a number without a unit";
  if (is_dimensionless(*type.unit)) return fmt::format("`{}`", to_string(*type.unit));
  return fmt::format("`{}` ({})", to_string(*type.unit), describe(type.unit->dimension));
}

}  // namespace waymark
