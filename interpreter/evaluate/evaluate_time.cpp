#include "interpreter/evaluate/bounds.hpp"
#include "interpreter/evaluate/computation.hpp"
#include "interpreter/evaluate/occurrences.hpp"
#include "interpreter/evaluate/since.hpp"
#include "interpreter/values/elapsed.hpp"
#include "interpreter/values/instant_range.hpp"
#include "interpreter/values/unknown.hpp"

namespace waymark {
namespace {

// The date or moment that a value stands for, or between which ends it lies; else why it stands for none.
using MaybeInstant = std::variant<Unknown, InstantRange>;

MaybeInstant instant_of(const Value& value) {
  if (const auto ends = ends_of(value)) return *ends;
  const bool never_happened = std::holds_alternative<EventValue>(value);
  return never_happened ? unknown_because(UnknownReason::not_happened) : unknown_from_any({&value});
}

// The same, but an event that lies ahead has not happened, and one that may lie ahead may not have.
MaybeInstant happened_instant(const Value& value, const Moment& at) {
  const auto* event = std::get_if<EventValue>(&value);
  const auto* range = std::get_if<EventRange>(&value);
  const bool lies_ahead = (event && event->moment && at < *event->moment) || (range && at < range->low);
  if (lies_ahead) return unknown_because(UnknownReason::not_happened);
  if (range && at < range->high) return unknown_from_any({&value});
  return instant_of(value);
}

// Where one of both is a date, both are: a date compares in whole days.
Elapsed between(const Instant& from, const Instant& to) {
  const auto* first = std::get_if<Moment>(&from);
  const auto* last = std::get_if<Moment>(&to);
  if (first && last) return {std::pair{*first, *last}};
  const auto day = [](const Instant& instant) {
    const auto* moment = std::get_if<Moment>(&instant);
    return moment ? date_of(*moment) : std::get<Date>(instant);
  };
  return {std::pair{day(from), day(to)}};
}

Value elapsed_or_unknown(const MaybeInstant& from, const MaybeInstant& to) {
  if (const auto* unknown = std::get_if<Unknown>(&from)) return *unknown;
  if (const auto* unknown = std::get_if<Unknown>(&to)) return *unknown;
  const auto& first = std::get<InstantRange>(from);
  const auto& last = std::get<InstantRange>(to);
  return between_elapsed(between(first.high, last.low), between(first.low, last.high));
}

// nullopt where it lies outside the calendar, or is a part of a month.
using MaybeShifted = std::optional<Instant>;

Value between_shifted(const MaybeShifted& low, const MaybeShifted& high, const Value& operand) {
  if (low && high) return between_instants(*low, *high);
  return low || high ? unknown_from_any({&operand}) : unknown_because(UnknownReason::outside_domain);
}

// Of a duration that lies between two, an instant moved backwards by the longer one is the earlier one.
Value shifted_by_elapsed(const InstantRange& start, const ElapsedRange& by, bool backwards,
                         const Value& operand) {
  const auto& [shorter, longer] = by;
  return between_shifted(shifted(start.low, backwards ? longer : shorter, backwards),
                         shifted(start.high, backwards ? shorter : longer, backwards), operand);
}

// A friendly unit of the standard library, or UCUM's own.
UnitPtr unit_named(const UnitTable& units, std::string_view name, std::string_view code) {
  if (const auto named = units.parse(name); std::holds_alternative<UnitPtr>(named))
    return std::get<UnitPtr>(named);
  return std::get<UnitPtr>(parse_ucum(code));
}

}  // namespace

Value time_since(const Value& instant, const Moment& at) {
  return elapsed_or_unknown(happened_instant(instant, at), InstantRange{at, at});
}

static Quantity whole_count(const UnitTable& units, ast::SinceWord word, const Elapsed& elapsed) {
  switch (word) {
    case ast::SinceWord::years: return {Decimal{whole_months(elapsed) / 12}, unit_named(units, "years", "a")};
    case ast::SinceWord::months: return {Decimal{whole_months(elapsed)}, unit_named(units, "months", "mo")};
    case ast::SinceWord::days:
    case ast::SinceWord::time: break;  // `time since` is no count
  }
  return {Decimal{whole_days(elapsed)}, unit_named(units, "days", "d")};
}

Value calendar_count(const UnitTable& units, ast::SinceWord word, const Value& since) {
  if (const auto* elapsed = std::get_if<Elapsed>(&since)) return exactly(whole_count(units, word, *elapsed));
  const auto* range = std::get_if<ElapsedRange>(&since);
  if (!range) return since;
  return Number{whole_count(units, word, range->low), whole_count(units, word, range->high)};
}

// An event of which only the month is known may have happened where the month has begun.
Value Computation::operator()(const model::Happened& happened) const {
  const auto& event = value(happened.event);
  const auto result = has_happened(event, evaluator_.at());
  return result == Truth::unknown ? Value{unknown_from_any({&event})} : Value{result == Truth::yes};
}

Value Computation::operator()(const model::MomentOf& moment) const {
  const auto instant = happened_instant(value(moment.event), evaluator_.at());
  if (const auto* unknown = std::get_if<Unknown>(&instant)) return *unknown;
  const auto& [low, high] = std::get<InstantRange>(instant);
  return between_instants(low, high);
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
  const auto& start = std::get<InstantRange>(instant);
  if (const auto* elapsed = std::get_if<Elapsed>(&duration))
    return shifted_by_elapsed(start, {*elapsed, *elapsed}, shift.backwards, operand);
  if (const auto* range = std::get_if<ElapsedRange>(&duration))
    return shifted_by_elapsed(start, *range, shift.backwards, operand);
  const auto number = known_number(duration);
  if (!number) return unknown_from_any({&duration});
  return between_shifted(shifted(start.low, *number, shift.backwards),
                         shifted(start.high, *number, shift.backwards), operand);
}

Value Computation::operator()(const model::CalendarCount& count) const {
  return calendar_count(evaluator_.model().units, count.word,
                        time_since(value(count.operand), evaluator_.at()));
}

}  // namespace waymark
