#include <fmt/format.h>

#include "interpreter/prove/encoding.hpp"
#include "interpreter/prove/window_terms.hpp"

// Readings over time. The formulas know as many readings of a fact as its windows need. What rests on others
// may be anything, so that whatever is proved holds, and what is found is looked at by the interpreter.
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

// Any number between the lowest and the highest that count.
Term Encoding::average(const WindowTerms& terms, const z3::expr& known) const {
  encoder_.mark_opaque(expr_);
  const auto value = encoder_.space().opaque_real(encoder_.open_name(expr_) + ".average");
  const auto& readings = terms.readings();
  std::vector<z3::expr> not_below, not_above;
  for (std::size_t i = 0; i < readings.size(); ++i) {
    const auto number = number_of(context(), readings[i].value).low;
    not_below.push_back(both(terms.inside()[i], number <= value));
    not_above.push_back(both(terms.inside()[i], number >= value));
  }
  encoder_.space().require_of_open(
      either(negation(known), both(any_of(context(), not_below), any_of(context(), not_above))));
  return number_where(known, value, type_.unit->offset);
}

Term Encoding::operator()(const model::Window& window) const {
  if (!encoder_.space().is_said(encoder_.model(), encoder_.model()[expr_].canonical)) {
    auto result = anything(may_be_known(window.fact, window.span.anchor));
    if (const auto* number = std::get_if<NumberTerm>(&result)) require_possible(window, *number);
    return result;
  }
  const WindowTerms terms{encoder_, window.fact, window.span};
  if (window.function == ast::WindowFunction::number)
    return number_where(terms.may_count(), as_real(terms.number_inside()), 0);
  if (window.function == ast::WindowFunction::average)
    return average(terms, both(terms.may_count(), any_of(context(), terms.inside())));
  return terms.value_picked(window.function);
}

// Of itself it is unknown; for each reading it is replaced.
Term Encoding::operator()(const model::EachReading&) const { return UnknownTerm{}; }

Term Encoding::operator()(const model::ReadingCount& count) const {
  if (!encoder_.space().is_said(encoder_.model(), encoder_.model()[expr_].canonical))
    return anything(may_be_known(count.fact, count.span.anchor));
  const WindowTerms terms{encoder_, count.fact, count.span};
  const auto known = both(terms.may_count(), any_of(context(), terms.inside()));
  const auto found = terms.count_passing(count);
  const auto wanted = whole(context(), count.count);
  const auto reaches = found.certain >= wanted, stays_below = found.possible < wanted;
  const auto exceeds = found.certain > wanted, stays_within = found.possible <= wanted;
  switch (count.word) {
    case ast::CountingWord::at_least: return TruthTerm{both(known, reaches), both(known, stays_below)};
    case ast::CountingWord::at_most: return TruthTerm{both(known, stays_within), both(known, exceeds)};
    case ast::CountingWord::exactly: break;
  }
  return TruthTerm{both(known, both(reaches, stays_within)), both(known, either(exceeds, stays_below))};
}

Term Encoding::operator()(const model::ReadingTime& time) const {
  const auto& model = encoder_.model();
  auto& space = encoder_.space();
  if (const auto* fact = std::get_if<model::FactReference>(&model[time.reading].operation)) {
    const auto recorded = space.recorded(model, model::Input{std::in_place_index<0>, fact->fact});
    return TimeTerm{recorded, space.reading_time(model, fact->fact)};
  }
  const auto* window = model::window_meant(model, time.reading);
  if (!window || encoder_.is_opaque(time.reading)) return anything(is_known(context(), term(time.reading)));
  return WindowTerms{encoder_, window->fact, window->span}.time_picked(window->function);
}

}  // namespace waymark::prove
