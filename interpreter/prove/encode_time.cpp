#include "interpreter/prove/encoding.hpp"

namespace waymark::prove {
namespace {

struct MaybeInstant {
  z3::expr known;
  InstantTerm instant;
};

std::optional<MaybeInstant> instant_of(const Term& term) {
  if (const auto* time = std::get_if<TimeTerm>(&term)) return MaybeInstant{time->known, time->instant};
  if (const auto* event = std::get_if<EventTerm>(&term))
    return MaybeInstant{both(event->known, event->has_moment), event->instant};
  return std::nullopt;
}

// An event that lies ahead has not happened; a date or moment that does is a negative time ago.
std::optional<MaybeInstant> happened_instant(const Term& term, const InstantTerm& at) {
  auto result = instant_of(term);
  if (result && std::holds_alternative<EventTerm>(term))
    result->known = both(result->known, negation(order_of_instants(at, result->instant).less));
  return result;
}

// Where one of both is a date, both are: a date compares in whole days.
ElapsedTerm between(const z3::expr& known, const InstantTerm& from, const InstantTerm& to) {
  if (from.is_date || to.is_date) return {known, calendar_day(from), calendar_day(to)};
  return {known, from, to};
}

// As many months later as `months` says, on clocks at the instant's own offset.
InstantTerm shifted_by_months(CalendarTerms& calendar, const InstantTerm& instant, const z3::expr& months) {
  auto shown = clock_time(instant, instant.offset_minutes);
  shown.day = calendar.add_months(shown.day, months);
  return moment_of_clock_time(shown, instant.offset_minutes);
}

InstantTerm shifted_by_microseconds(const InstantTerm& moment, const z3::expr& microseconds) {
  auto result = moment_at(microseconds_of(moment) + microseconds);
  result.offset_minutes = moment.offset_minutes;
  return result;
}

}  // namespace

Term Encoding::operator()(const model::MomentOf& moment) const {
  const auto happened = happened_instant(term(moment.event), encoder_.space().at());
  return happened ? Term{TimeTerm{happened->known, happened->instant}} : UnknownTerm{};
}

Term Encoding::operator()(const model::TimeSince& since) const {
  const auto& at = encoder_.space().at();
  const auto from = happened_instant(term(since.operand), at);
  return from ? Term{between(from->known, from->instant, at)} : UnknownTerm{};
}

Term Encoding::operator()(const model::TimeSinceReading& since) const {
  auto& space = encoder_.space();
  const auto recorded = space.recorded(encoder_.model(), model::Input{std::in_place_index<0>, since.fact});
  return between(recorded, space.reading_time(encoder_.model(), since.fact), space.at());
}

Term Encoding::operator()(const model::Difference& difference) const {
  const auto& at = encoder_.space().at();
  const auto later = happened_instant(term(difference.later), at);
  const auto earlier = happened_instant(term(difference.earlier), at);
  if (!later || !earlier) return UnknownTerm{};
  return between(both(later->known, earlier->known), earlier->instant, later->instant);
}

Term Encoding::operator()(const model::Shift& shift) const {
  const auto start = instant_of(term(shift.instant));
  if (!start) return UnknownTerm{};
  const auto& duration = term(shift.duration);
  const auto* elapsed = std::get_if<ElapsedTerm>(&duration);
  const auto signed_value = [&](const z3::expr& value) { return shift.backwards ? -value : value; };
  const auto number = elapsed ? unknown_number(context()) : plain(shift.duration);
  auto known = both(start->known, is_known(context(), duration));
  if (!elapsed && counts_months(*encoder_.model()[shift.duration].type.unit)) {
    const auto months = floor_of(signed_value(number.low));
    return TimeTerm{both(known, z3::is_int(number.low)),
                    shifted_by_months(encoder_.space().calendar(), start->instant, months)};
  }
  if (!start->instant.is_date) {
    const auto microseconds =
        elapsed ? signed_value(microseconds_between(*elapsed))
                : floor_of(signed_value(number.low * real(context(), microseconds_per_second)));
    return TimeTerm{known, shifted_by_microseconds(start->instant, microseconds)};
  }
  const auto seconds = elapsed ? seconds_between(*elapsed) : number.low;
  const auto days = seconds / real(context(), seconds_per_day);
  return TimeTerm{both(known, z3::is_int(days)), date_at(start->instant.day + floor_of(signed_value(days)))};
}

Term Encoding::operator()(const model::CalendarCount& count) const {
  const auto since = (*this)(model::TimeSince{count.operand});
  const auto* elapsed = std::get_if<ElapsedTerm>(&since);
  if (!elapsed) return UnknownTerm{};
  const auto counted = [&](const z3::expr& number, std::int64_t size) {
    return number_where(elapsed->known, as_real(number) * real(context(), Rational{size}), 0);
  };
  auto& calendar = encoder_.space().calendar();
  switch (count.word) {
    case ast::SinceWord::years: return counted(truncated_quotient(whole_months(calendar, *elapsed), 12), 12);
    case ast::SinceWord::months: return counted(whole_months(calendar, *elapsed), 1);
    case ast::SinceWord::days:
    case ast::SinceWord::time: break;
  }
  return counted(whole_days(*elapsed), seconds_per_day);
}

}  // namespace waymark::prove
