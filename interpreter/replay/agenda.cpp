#include "interpreter/replay/agenda.hpp"

#include <algorithm>

#include "interpreter/evaluate/window_span.hpp"
#include "interpreter/values/elapsed.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark {
namespace {

bool is_same_time(const Passed& a, const Passed& b) {
  return a.since == b.since && same_dimension(*a.time.unit, *b.time.unit) && a.time == b.time;
}

}  // namespace

bool is_same_cause(const Cause& a, const Cause& b) {
  if (a.index() != b.index()) return false;
  return std::visit(
      overloaded{
          [&](const ReadingSeen& seen) { return seen.reading == std::get<ReadingSeen>(b).reading; },
          [&](const EventHappened& event) {
            const auto& other = std::get<EventHappened>(b);
            return event.fact == other.fact && event.event.amount == other.event.amount;
          },
          [&](const EventInPart& event) {
            const auto& other = std::get<EventInPart>(b);
            return event.fact == other.fact && event.has_passed == other.has_passed &&
                   event.when.low == other.when.low && event.when.high == other.when.high;
          },
          [&](const WentStale& stale) { return stale.fact == std::get<WentStale>(b).fact; },
          [&](const Passed& passed) { return is_same_time(passed, std::get<Passed>(b)); },
          [&](const InstantReached& reached) {
            return reached.instant == std::get<InstantReached>(b).instant;
          },
          [](const MinutePassed&) { return true; },
      },
      a);
}

void Agenda::add(const Moment& at, const Cause& cause, const Watched& affected) {
  if (at <= begin_ || end_ < at || affected.empty()) return;
  auto& items = items_[at.microseconds];
  const auto is_known = [&](const Item& item) {
    return item.affected == &affected && is_same_cause(item.cause, cause);
  };
  if (std::ranges::none_of(items, is_known)) items.push_back({cause, &affected});
}

std::optional<Agenda::Entry> Agenda::next() {
  if (items_.empty()) return std::nullopt;
  const auto first = items_.begin();
  Entry entry{{first->first, begin_.offset_minutes}, std::move(first->second)};
  items_.erase(first);
  begin_ = entry.at;
  return entry;
}

std::vector<Moment> turns_behind(const Moment& from, const Quantity& time, const Moment& at) {
  std::vector<Moment> result;
  if (const auto exact = shifted(from, time, false)) {
    result.push_back(std::get<Moment>(*exact));
    if (const auto later = add_microseconds(result.front(), microseconds_per_second))
      result.push_back(*later);
  }
  if (!counts_by_the_day(time)) return result;
  if (const auto first = first_moment_after(from, time, at)) result.push_back(*first);
  if (const auto last = last_moment_after(from, time, at)) {
    if (const auto next = add_microseconds(*last, 1)) result.push_back(*next);
  }
  return result;
}

}  // namespace waymark
