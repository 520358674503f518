#include <algorithm>

#include "interpreter/evaluate/bounds.hpp"
#include "interpreter/evaluate/occurrences.hpp"
#include "interpreter/evaluate/window.hpp"
#include "interpreter/evaluate/window_span.hpp"
#include "interpreter/values/instant_range.hpp"
#include "interpreter/values/unknown.hpp"

// Windows where only the month or the year is known of what they rest on.
namespace waymark {
namespace {

using ast::WindowFunction;

Value not_certain() { return Unknown{UnknownReason::from_operands, false}; }

// Whatever a span is counted from, it begins and ends no earlier where that is later. So all spans have in
// common what lies between the last beginning and the first end.
void set_spans(PossibleReadings& result, const Interval& first, const Interval& last) {
  result.inside = {last.from, first.to, first.without_end};
  result.around = {first.from, last.to, last.without_end};
}

std::optional<PossibleReadings> spans(Evaluator& evaluator, const model::WindowSpan& span) {
  PossibleReadings result;
  if (const auto range = span.anchor ? anchor_range(evaluator, *span.anchor) : std::nullopt) {
    const auto durations = durations_of(evaluator.model(), span);
    const auto counted_from = [&](const Moment& anchor) {
      return interval_of(span.word, durations, anchor, evaluator.at());
    };
    set_spans(result, counted_from(range->low), counted_from(range->high));
    result.is_span_exact = false;
    return result;
  }
  const auto value = span_value(evaluator, span);
  const auto* interval = std::get_if<Interval>(&value);
  if (!interval) return std::nullopt;
  set_spans(result, *interval, *interval);
  return result;
}

bool is_partial_event(const FactReading& reading) {
  return std::holds_alternative<EventRange>(reading.value);
}

// Exact ones of one time are one, as they are in any window.
std::vector<PossibleReading> readings_of(Evaluator& evaluator, model::FactId id) {
  const auto& fact = evaluator.model().facts[id];
  const auto& readings = evaluator.patient().facts[id];
  std::vector<PossibleReading> result;
  for (const auto& each : seen_readings(fact, readings, evaluator.at()))
    result.push_back({each.reading, each.time, each.time});
  if (fact.type.kind != TypeKind::event) return result;
  for (const auto& each : told_occurrences(readings, evaluator.at())) {
    if (!each.is_exact()) result.push_back({each.reading, each.low, each.high});
  }
  std::ranges::stable_sort(result, {}, &PossibleReading::low);
  return result;
}

// However the moments lie, so many of them are different: as many as there are ranges apart from each other.
std::int64_t fewest(std::vector<PossibleReading> sure) {
  std::ranges::sort(sure, {}, &PossibleReading::high);
  std::int64_t result = 0;
  std::optional<Moment> last;
  for (const auto& each : sure) {
    if (last && each.low <= *last) continue;
    ++result;
    last = each.high;
  }
  return result;
}

std::vector<PossibleReading> sure_ones(const PossibleReadings& possible) {
  auto result = possible.all;
  std::erase_if(result, [](const PossibleReading& each) { return !each.is_sure; });
  return result;
}

Value count_of(const PossibleReadings& possible, const model::Fact& fact) {
  const auto sure = sure_ones(possible);
  const bool is_event = fact.type.kind == TypeKind::event && !fact.type.has_amounts;
  const auto least = is_event ? fewest(sure) : static_cast<std::int64_t>(sure.size());
  return Number{Quantity{Decimal{least}}, Quantity{Decimal{static_cast<std::int64_t>(possible.all.size())}}};
}

// The first or the last of the moments of an event, of which one at least lies in the span.
Value moment_of(WindowFunction function, const PossibleReadings& possible, const Moment& at) {
  const auto sure = sure_ones(possible);
  if (function == WindowFunction::latest) {
    const auto low = std::ranges::max(sure, {}, &PossibleReading::low).low;
    const auto high = std::ranges::max(possible.all, {}, &PossibleReading::high).high;
    return between_moments_of_event(low, std::max(low, std::min({high, possible.around.to, at})));
  }
  const auto high = std::ranges::min(sure, {}, &PossibleReading::high).high;
  const auto low = std::ranges::min(possible.all, {}, &PossibleReading::low).low;
  const auto begins = possible.around.from ? std::max(low, *possible.around.from) : low;
  return between_moments_of_event(std::min(begins, high), high);
}

const FactReading* picked_of(WindowFunction function, const std::vector<PossibleReading>& readings) {
  std::vector<SeenReading> seen;
  for (const auto& each : readings) seen.push_back({each.reading, each.low});
  const auto picked = waymark::picked_of(function, seen);
  return picked ? seen[*picked].reading : nullptr;
}

// The reading that is picked of those that surely lie in the span, and of all that may: so it is of any
// between.
const FactReading* picked_anyway(WindowFunction function, const PossibleReadings& possible) {
  const bool is_exact =
      std::ranges::all_of(possible.all, [](const PossibleReading& each) { return each.low == each.high; });
  if (!is_exact || function == WindowFunction::previous) return nullptr;
  const auto* picked = picked_of(function, sure_ones(possible));
  return picked && picked == picked_of(function, possible.all) ? picked : nullptr;
}

}  // namespace

bool PossibleReadings::is_certain() const {
  return std::ranges::all_of(
      all, [](const PossibleReading& each) { return each.is_sure && each.low == each.high; });
}

std::optional<PossibleReadings> possible_readings(Evaluator& evaluator, model::FactId fact,
                                                  const model::WindowSpan& span) {
  const bool has_partial = std::ranges::any_of(evaluator.patient().facts[fact], is_partial_event);
  const bool counts_from_partial = span.anchor && anchor_range(evaluator, *span.anchor);
  if (!has_partial && !counts_from_partial) return std::nullopt;
  auto result = spans(evaluator, span);
  if (!result) return std::nullopt;
  const auto may_lie_in = [&](const PossibleReading& each) {
    const auto& [from, to, without_end] = result->around;
    const bool begins = !from || *from <= each.high;
    return begins && each.low <= evaluator.at() && (without_end ? each.low < to : each.low <= to);
  };
  for (auto& each : readings_of(evaluator, fact)) {
    if (!may_lie_in(each)) continue;
    each.is_sure = lies_in(each.low, result->inside) && lies_in(each.high, result->inside) &&
                   each.high <= evaluator.at();
    result->all.push_back(each);
  }
  return result;
}

Value possible_window_value(const PossibleReadings& possible, const model::Window& window,
                            const model::Fact& fact, const Moment& at) {
  if (window.function == WindowFunction::number) return count_of(possible, fact);
  if (const auto* picked = picked_anyway(window.function, possible)) return picked->value;
  const bool is_plain_event = fact.type.kind == TypeKind::event && !fact.type.has_amounts;
  const bool is_end =
      window.function == WindowFunction::earliest || window.function == WindowFunction::latest;
  const bool has_sure = std::ranges::any_of(possible.all, &PossibleReading::is_sure);
  return is_plain_event && is_end && has_sure ? moment_of(window.function, possible, at) : not_certain();
}

}  // namespace waymark
