#include "lang/elaborate/elaboration.hpp"

// `time since x`, `years since x`, `time from x to y` and `points of x`: each asks about named values.
namespace waymark {
namespace {

using model::ExprId;

bool is_instant(const Type& type) {
  return type.kind == TypeKind::date || type.kind == TypeKind::moment || type.kind == TypeKind::event;
}

ExprId report_not_dated(Elaboration& context, const Type& type, Span place, Span span) {
  context.diagnostics.report(place, diagnostics::not_dated, describe(type));
  return add_broken(context, span);
}

ExprId calendar_count(Elaboration& context, ast::SinceWord word, ExprId operand, Span span) {
  const char* unit = word == ast::SinceWord::years    ? "years"
                     : word == ast::SinceWord::months ? "months"
                                                      : "days";
  const auto parsed = context.model.units.parse(unit);
  Type type{.kind = TypeKind::number, .whole = true};
  if (const auto* found = std::get_if<UnitPtr>(&parsed)) type.unit = *found;
  return add(context, model::CalendarCount{word, operand}, type, span);
}

}  // namespace

ExprId elaborate_since(Elaboration& context, const Environment& environment, const ast::Since& since,
                       Span span) {
  const auto operand =
      elaborate_reference(context, environment, since.subject.text, since.subject.span, nullptr);
  const auto& type = type_of(context, operand);
  if (type.kind == TypeKind::broken) return add_broken(context, span);
  if (since.word != ast::SinceWord::time) {
    if (!is_instant(type)) return report_not_dated(context, type, since.subject.span, span);
    return calendar_count(context, since.word, operand, span);
  }
  const bool counts_days = type.kind == TypeKind::date;
  const Type elapsed{.kind = TypeKind::elapsed, .counts_days = counts_days};
  if (is_instant(type)) return add(context, model::TimeSince{operand}, elapsed, span);
  if (const auto* fact = std::get_if<model::FactReference>(&context.model[operand].operation)) {
    return add(context, model::TimeSinceReading{fact->fact}, elapsed, span);
  }
  return report_not_dated(context, type, since.subject.span, span);
}

ExprId elaborate_time_between(Elaboration& context, const Environment& environment,
                              const ast::TimeBetween& time, Span span) {
  const auto instant = [&](const ast::Name& name) {
    const auto result = elaborate_reference(context, environment, name.text, name.span, nullptr);
    const auto& type = type_of(context, result);
    if (is_broken(context, result) || is_instant(type)) return result;
    return report_not_dated(context, type, name.span, span);
  };
  const auto from = instant(time.from);
  const auto to = instant(time.to);
  if (is_broken(context, from) || is_broken(context, to)) return add_broken(context, span);
  const auto is_date = [&](ExprId expr) { return type_of(context, expr).kind == TypeKind::date; };
  const Type elapsed{.kind = TypeKind::elapsed, .counts_days = is_date(from) || is_date(to)};
  return add(context, model::Difference{to, from}, elapsed, span);
}

ExprId elaborate_points_of(Elaboration& context, const Environment& environment, const ast::PointsOf& points,
                           Span span) {
  const auto operand =
      elaborate_reference(context, environment, points.subject.text, points.subject.span, nullptr);
  const auto type = type_of(context, operand);
  if (type.kind == TypeKind::broken) return add_broken(context, span);
  if (type.kind != TypeKind::one_of) {
    context.diagnostics.report(points.subject.span, diagnostics::type_mismatch,
                               "a fact with members that carry points", describe(type));
    return add_broken(context, span);
  }
  for (const auto& member : type.members->members) {
    if (member.points) continue;
    context.diagnostics.report(points.subject.span, diagnostics::no_points, member.id, type.members->name)
        .note(member.span, "it is declared here without `= NUMBER`");
    return add_broken(context, span);
  }
  return add(context, model::PointsOf{operand}, {.kind = TypeKind::number}, span);
}

}  // namespace waymark
