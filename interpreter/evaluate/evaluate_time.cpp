#include "interpreter/evaluate/bounds.hpp"
#include "interpreter/evaluate/computation.hpp"
#include "interpreter/evaluate/since.hpp"
#include "interpreter/values/elapsed.hpp"
#include "interpreter/values/unknown.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark {
namespace {

// The date or moment that a value stands for; else why it stands for none.
using MaybeInstant = std::variant<Unknown, Date, Moment>;

MaybeInstant instant_of(const Value& value) {
  if (const auto* date = std::get_if<Date>(&value)) return *date;
  if (const auto* moment = std::get_if<Moment>(&value)) return *moment;
  const auto* event = std::get_if<EventValue>(&value);
  if (!event) return unknown_from_any({&value});
  if (!event->moment) return unknown_because(UnknownReason::not_happened);
  return *event->moment;
}

// The same, but an event that lies ahead has not happened.
MaybeInstant happened_instant(const Value& value, const Moment& at) {
  const auto* event = std::get_if<EventValue>(&value);
  if (event && event->moment && at < *event->moment) return unknown_because(UnknownReason::not_happened);
  return instant_of(value);
}

// Where one of both is a date, both are: a date compares in whole days.
Elapsed between(const MaybeInstant& from, const MaybeInstant& to) {
  const auto* first = std::get_if<Moment>(&from);
  const auto* last = std::get_if<Moment>(&to);
  if (first && last) return {std::pair{*first, *last}};
  const auto day = [](const MaybeInstant& instant) {
    const auto* moment = std::get_if<Moment>(&instant);
    return moment ? date_of(*moment) : std::get<Date>(instant);
  };
  return {std::pair{day(from), day(to)}};
}

Value elapsed_or_unknown(const MaybeInstant& from, const MaybeInstant& to) {
  if (const auto* unknown = std::get_if<Unknown>(&from)) return *unknown;
  if (const auto* unknown = std::get_if<Unknown>(&to)) return *unknown;
  return between(from, to);
}

Value value_of(const std::optional<Instant>& instant) {
  if (!instant) return unknown_because(UnknownReason::outside_domain);
  return std::visit([](const auto& time) -> Value { return time; }, *instant);
}

// A friendly unit of the standard library, or UCUM's own.
UnitPtr unit_named(const UnitTable& units, std::string_view name, std::string_view code) {
  if (const auto named = units.parse(name); std::holds_alternative<UnitPtr>(named))
    return std::get<UnitPtr>(named);
  return std::get<UnitPtr>(parse_ucum(code));
}

}  // namespace

Value time_since(const Value& instant, const Moment& at) {
  return elapsed_or_unknown(happened_instant(instant, at), at);
}

Value calendar_count(const UnitTable& units, ast::SinceWord word, const Value& since) {
  const auto* elapsed = std::get_if<Elapsed>(&since);
  if (!elapsed) return since;
  const auto in = [](std::int64_t number, UnitPtr unit) {
    return exactly(Quantity{Decimal{number}, std::move(unit)});
  };
  switch (word) {
    case ast::SinceWord::years: return in(whole_months(*elapsed) / 12, unit_named(units, "years", "a"));
    case ast::SinceWord::months: return in(whole_months(*elapsed), unit_named(units, "months", "mo"));
    case ast::SinceWord::days:
    case ast::SinceWord::time: break;  // `time since` is no count
  }
  return in(whole_days(*elapsed), unit_named(units, "days", "d"));
}

Value Computation::operator()(const model::Happened& happened) const {
  const auto& event = value(happened.event);
  const auto* recorded = std::get_if<EventValue>(&event);
  if (!recorded) return unknown_from_any({&event});
  return recorded->moment && *recorded->moment <= evaluator_.at();
}

Value Computation::operator()(const model::MomentOf& moment) const {
  const auto instant = happened_instant(value(moment.event), evaluator_.at());
  if (const auto* unknown = std::get_if<Unknown>(&instant)) return *unknown;
  return std::get<Moment>(instant);
}

Value Computation::operator()(const model::TimeSince& since) const {
  return time_since(value(since.operand), evaluator_.at());
}

Value Computation::operator()(const model::TimeSinceReading& since) const {
  const auto current = evaluator_.current_reading(since.fact);
  if (!current.reading) return unknown_because(UnknownReason::not_recorded);
  return Elapsed{std::pair{current.time, evaluator_.at()}};
}

Value Computation::operator()(const model::Difference& difference) const {
  const auto later = happened_instant(value(difference.later), evaluator_.at());
  const auto earlier = happened_instant(value(difference.earlier), evaluator_.at());
  const auto* never = std::get_if<Unknown>(&later);
  if (never && never->settled) return *never;
  return elapsed_or_unknown(earlier, later);
}

Value Computation::operator()(const model::Shift& shift) const {
  const auto& operand = value(shift.instant);
  const auto& duration = value(shift.duration);
  const auto instant = instant_of(operand);
  if (const auto* unknown = std::get_if<Unknown>(&instant)) {
    return is_settled(duration) ? unknown_from_any({&duration}) : *unknown;
  }
  const auto start = std::holds_alternative<Date>(instant) ? Instant{std::get<Date>(instant)}
                                                           : Instant{std::get<Moment>(instant)};
  if (const auto* elapsed = std::get_if<Elapsed>(&duration))
    return value_of(shifted(start, *elapsed, shift.backwards));
  const auto number = known_number(duration);
  return number ? value_of(shifted(start, *number, shift.backwards)) : Value{unknown_from_any({&duration})};
}

Value Computation::operator()(const model::CalendarCount& count) const {
  return calendar_count(evaluator_.model().units, count.word,
                        time_since(value(count.operand), evaluator_.at()));
}

}  // namespace waymark
