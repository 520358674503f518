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

ExprId as_moment(Elaboration& context, ExprId expr) {
  if (type_of(context, expr).kind != TypeKind::event) return expr;
  return add(context, model::MomentOf{expr}, {.kind = TypeKind::moment}, span_of(context, expr));
}

ExprId elaborate_instant(Elaboration& context, const Environment& environment, const ast::Name& name) {
  const auto named = elaborate_reference(context, environment, name.text, name.span, nullptr);
  const auto& type = type_of(context, named);
  if (type.kind == TypeKind::broken || is_instant(type)) return named;
  const auto* window = model::window_meant(context.model, named);
  if (window && !model::picks_a_reading(window->function)) {
    context.diagnostics.report(name.span, diagnostics::no_reading_picked, name.text,
                               model::to_string(window->function));
    return add_broken(context, name.span);
  }
  const bool is_fact = std::holds_alternative<model::FactReference>(context.model[named].operation);
  if (!window && !is_fact) return report_not_dated(context, type, name.span, name.span);
  return add(context, model::ReadingTime{named}, {.kind = TypeKind::moment}, name.span);
}

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
  const auto instant = elaborate_instant(context, environment, since.subject);
  if (is_broken(context, instant)) return add_broken(context, span);
  return add(context, model::TimeSince{instant}, elapsed, span);
}

ExprId elaborate_time_between(Elaboration& context, const Environment& environment,
                              const ast::TimeBetween& time, Span span) {
  const auto from = elaborate_instant(context, environment, time.from);
  const auto to = elaborate_instant(context, environment, time.to);
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
