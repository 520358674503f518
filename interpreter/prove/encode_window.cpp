#include <fmt/format.h>

#include "interpreter/prove/encoding.hpp"

// Readings over time. The formulas know one reading of a fact, the latest; what rests on others may be
// anything, so that whatever is proved holds, and what is found is looked at by the interpreter.
namespace waymark::prove {

InstantTerm Encoding::any_instant(bool is_date) const {
  auto& space = encoder_.space();
  const auto name = encoder_.open_name(expr_);
  const auto day = space.opaque_integer(name + ".day");
  space.require_of_open(day >= whole(context(), first_calendar_day()) &&
                        day <= whole(context(), last_calendar_day()));
  if (is_date) return date_at(day);
  const auto microsecond = space.opaque_integer(name + ".microsecond");
  space.require_of_open(microsecond >= 0 && microsecond < whole(context(), microseconds_per_day));
  return moment_at(day, microsecond);
}

Term Encoding::anything(const z3::expr& may_be_known) const {
  encoder_.mark_opaque(expr_);
  auto& space = encoder_.space();
  const auto name = encoder_.open_name(expr_);
  const auto known = both(may_be_known, space.opaque_truth(name + ".known"));
  switch (type_.kind) {
    case TypeKind::yes_no: {
      const auto holds = space.opaque_truth(name + ".holds");
      return TruthTerm{both(known, holds), both(known, negation(holds))};
    }
    case TypeKind::number:
      return opaque_number(expr_, known, both(may_be_known, space.opaque_truth(name + ".bounded")));
    case TypeKind::one_of: {
      const auto member = space.opaque_integer(name + ".member");
      space.require_of_open(member >= 0 && member < static_cast<int>(type_.members->members.size()));
      return member_where(known, member);
    }
    case TypeKind::date:
    case TypeKind::moment: return TimeTerm{known, any_instant(type_.kind == TypeKind::date)};
    case TypeKind::event: return EventTerm{known, space.opaque_truth(name + ".happened"), any_instant(false)};
    case TypeKind::any_of:
    case TypeKind::elapsed:
    case TypeKind::anything:
    case TypeKind::broken: break;
  }
  return UnknownTerm{};
}

// Only of a fact that is recorded, and within a span that is known.
z3::expr Encoding::may_be_known(model::FactId fact, const std::optional<model::ExprId>& anchor) const {
  const auto recorded =
      encoder_.space().recorded(encoder_.model(), model::Input{std::in_place_index<0>, fact});
  return anchor ? both(recorded, is_known(context(), term(*anchor))) : recorded;
}

// What is one of the readings, or their average, lies within the bounds of the fact; a count is never
// negative.
void Encoding::require_possible(const model::Window& window, const NumberTerm& number) const {
  auto& space = encoder_.space();
  const auto& within = encoder_.model().facts[window.fact].within;
  const auto require = [&](const z3::expr& holds) {
    space.require_of_open(either(negation(number.has_low), holds));
  };
  const auto zero = real(context(), 0);
  if (window.function == ast::WindowFunction::number) return require(number.low >= zero);
  if (!within) return;
  const bool is_never_negative = !within->low.number.is_negative();
  if (window.function == ast::WindowFunction::total)
    return is_never_negative ? require(number.low >= zero) : void();
  require(number.low >= real(context(), in_base_units(within->low)));
  require(number.low <= real(context(), in_base_units(within->high)));
}

Term Encoding::operator()(const model::Window& window) const {
  auto result = anything(may_be_known(window.fact, window.span.anchor));
  if (const auto* number = std::get_if<NumberTerm>(&result)) require_possible(window, *number);
  return result;
}

Term Encoding::operator()(const model::EachReading& each) const {
  return anything(may_be_known(each.fact, std::nullopt));
}

Term Encoding::operator()(const model::ReadingCount& count) const {
  return anything(may_be_known(count.fact, count.span.anchor));
}

Term Encoding::operator()(const model::ReadingTime& time) const {
  const auto* fact = std::get_if<model::FactReference>(&encoder_.model()[time.reading].operation);
  if (!fact) return anything(is_known(context(), term(time.reading)));
  auto& space = encoder_.space();
  const auto recorded = space.recorded(encoder_.model(), model::Input{std::in_place_index<0>, fact->fact});
  return TimeTerm{recorded, space.reading_time(encoder_.model(), fact->fact)};
}

}  // namespace waymark::prove
