#include "interpreter/values/instant_range.hpp"

#include <fmt/format.h>

#include "interpreter/values/elapsed.hpp"

namespace waymark {
namespace {

std::string text_of(const Instant& instant) {
  return std::visit([](const auto& time) { return to_string(time); }, instant);
}

Moment first_moment(const Instant& instant, std::int32_t offset_minutes) {
  const auto* date = std::get_if<Date>(&instant);
  return date ? start_of(*date, offset_minutes) : std::get<Moment>(instant);
}

}  // namespace

Value partial_value(const PartialDate& date, const Type& type, std::int32_t offset_minutes) {
  if (type.kind == TypeKind::date) return between_instants(date.first, date.last);
  const auto low = start_of(date.first, offset_minutes);
  const auto high = end_of(date.last, offset_minutes);
  return type.kind == TypeKind::event ? between_moments_of_event(low, high) : between_instants(low, high);
}

Value between_instants(const Instant& low, const Instant& high) {
  if (low != high) return InstantRange{low, high};
  return std::visit([](const auto& time) -> Value { return time; }, low);
}

Value between_moments_of_event(const Moment& low, const Moment& high) {
  return low == high ? Value{EventValue{low}} : Value{EventRange{low, high}};
}

Value between_elapsed(const Elapsed& low, const Elapsed& high) {
  if (low.between == high.between) return low;
  return ElapsedRange{low, high};
}

std::optional<InstantRange> ends_of(const Value& value) {
  if (const auto* date = std::get_if<Date>(&value)) return InstantRange{*date, *date};
  if (const auto* moment = std::get_if<Moment>(&value)) return InstantRange{*moment, *moment};
  if (const auto* range = std::get_if<InstantRange>(&value)) return *range;
  if (const auto* range = std::get_if<EventRange>(&value)) return InstantRange{range->low, range->high};
  const auto* event = std::get_if<EventValue>(&value);
  return event && event->moment ? std::optional{InstantRange{*event->moment, *event->moment}} : std::nullopt;
}

MomentRange first_moments(const InstantRange& range, std::int32_t offset_minutes) {
  return {first_moment(range.low, offset_minutes), first_moment(range.high, offset_minutes)};
}

std::optional<PartialDate> days_of(const InstantRange& range) {
  if (const auto* low = std::get_if<Date>(&range.low)) return PartialDate{*low, std::get<Date>(range.high)};
  const auto& low = std::get<Moment>(range.low);
  const auto& high = std::get<Moment>(range.high);
  const PartialDate days{date_of(low), date_of(high)};
  const bool are_whole =
      start_of(days.first, low.offset_minutes) == low && end_of(days.last, high.offset_minutes) == high;
  return are_whole ? std::optional{days} : std::nullopt;
}

std::string to_string(const InstantRange& range) {
  if (const auto days = days_of(range)) return to_string(*days);
  return fmt::format("{} to {}", text_of(range.low), text_of(range.high));
}

std::string to_string(const EventRange& range) { return to_string(InstantRange{range.low, range.high}); }

}  // namespace waymark
