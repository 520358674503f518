#include "interpreter/evaluate/window.hpp"

#include <algorithm>

#include "interpreter/evaluate/bounds.hpp"
#include "interpreter/evaluate/comparison.hpp"
#include "interpreter/evaluate/reading_test.hpp"
#include "interpreter/evaluate/window_span.hpp"

namespace waymark {
namespace {

using ast::WindowFunction;

bool same_reading(const SeenReading& a, const SeenReading& b) {
  return a.time == b.time &&
         (a.reading->as_given == b.reading->as_given || same_known_value(a.reading->value, b.reading->value));
}

bool same_occurrence(const SeenReading& a, const SeenReading& b) { return a.time == b.time; }

std::vector<SeenReading> in_order(std::vector<SeenReading> readings,
                                  bool (*same)(const SeenReading&, const SeenReading&)) {
  std::ranges::stable_sort(readings, {}, &SeenReading::time);
  if (!same) return readings;
  readings.erase(std::unique(readings.begin(), readings.end(), same), readings.end());
  return readings;
}

// When an event happened, as the latest record of it says. Amounts at one time each count.
std::vector<SeenReading> occurrences(const model::Fact& fact, const std::vector<FactReading>& readings,
                                     const Moment& at) {
  const auto current = current_reading(readings, at, std::nullopt);
  std::vector<SeenReading> result;
  for (const auto& reading : readings) {
    const auto* event = std::get_if<EventValue>(&reading.value);
    const auto told = reading.time.value_or(at);
    const bool counts = event && event->moment && is_seen(reading, told, at) && told == current.time;
    if (counts && *event->moment <= at) result.push_back({&reading, *event->moment});
  }
  return in_order(std::move(result), fact.type.has_amounts ? nullptr : same_occurrence);
}

std::vector<SeenReading> readings_in(const Evaluator& evaluator, model::FactId fact, const SpanValue& span) {
  const auto* interval = std::get_if<Interval>(&span);
  if (!interval) return {};
  auto result = seen_readings(evaluator.model().facts[fact], evaluator.patient().facts[fact], evaluator.at());
  std::erase_if(result, [&](const SeenReading& each) { return !lies_in(each.time, *interval); });
  return result;
}

bool are_known(const std::vector<SeenReading>& readings) {
  return std::ranges::all_of(readings, [](const SeenReading& each) { return is_known(each.reading->value); });
}

// Of equal ones the latest; nullopt where bounds alone do not say which it is.
std::optional<std::size_t> extreme_of(const std::vector<SeenReading>& readings,
                                      ast::ComparisonOperator beats) {
  std::size_t best = 0;
  if (readings.size() > 1 && !are_known(readings)) return std::nullopt;
  for (std::size_t i = 1; i < readings.size(); ++i) {
    const auto better = compare_values(beats, readings[i].reading->value, readings[best].reading->value);
    if (truth(better) == Truth::yes) best = i;
  }
  return best;
}

std::optional<Quantity> amount_of(const Value& value) {
  const auto* event = std::get_if<EventValue>(&value);
  return event ? event->amount : known_number(value);
}

// nullopt where the sum is too large.
std::optional<Quantity> sum_of(const std::vector<SeenReading>& readings, const UnitPtr& unit) {
  std::optional<Quantity> sum = Quantity{Decimal{0}, unit};
  for (const auto& each : readings) {
    const auto number = amount_of(each.reading->value);
    const auto in_unit = number ? convert(*number, unit) : std::nullopt;
    const auto digits = sum && in_unit ? add(sum->number, in_unit->number) : std::nullopt;
    sum = digits ? std::optional{Quantity{*digits, unit}} : std::nullopt;
  }
  return sum;
}

Value or_overflow(const std::optional<Quantity>& number) {
  return number ? exactly(*number) : Value{unknown_because(UnknownReason::overflow)};
}

std::vector<const Value*> values_of(const std::vector<SeenReading>& readings) {
  std::vector<const Value*> values;
  for (const auto& each : readings) values.push_back(&each.reading->value);
  return values;
}

// No average lies outside of what it is made of, though rounding takes that of like readings in another unit
// off them.
Quantity within_readings(Quantity mean, const std::vector<const Value*>& values) {
  const auto lowest = known_number(least(values)), highest = known_number(greatest(values));
  if (lowest && compare(mean, *lowest) < 0) return *lowest;
  return highest && compare(mean, *highest) > 0 ? *highest : mean;
}

Value average_of(const std::vector<SeenReading>& readings, const UnitPtr& unit) {
  const auto values = values_of(readings);
  if (!are_known(readings)) return hull(values);
  const auto sum = sum_of(readings, unit);
  const auto mean =
      sum ? divide(sum->number, Decimal{static_cast<std::int64_t>(readings.size())}) : std::nullopt;
  return or_overflow(mean ? std::optional{within_readings({*mean, unit}, values)} : std::nullopt);
}

// A charted amount stands for the time up to its reading. Where nobody charted what was before, it may be
// more.
class Total {
 public:
  Total(Evaluator& evaluator, const model::Window& window) : evaluator_{evaluator}, window_{window} {}

  Value of(const WindowReadings& found, const Type& type) const {
    const auto added = without_beginning(found);
    if (added.empty()) return unknown_because(UnknownReason::no_reading);
    if (!are_known(added)) return Unknown{UnknownReason::from_operands};
    const auto sum = sum_of(added, type.unit);
    if (!sum || is_charted(found)) return or_overflow(sum);
    const auto& within = fact().within;
    const bool is_never_negative = within && !within->low.number.is_negative();
    if (!is_never_negative) return unknown_because(UnknownReason::no_reading);
    return Number{sum, std::nullopt};
  }

 private:
  const model::Fact& fact() const { return evaluator_.model().facts[window_.fact]; }

  static std::vector<SeenReading> without_beginning(const WindowReadings& found) {
    const auto& from = std::get<Interval>(found.span).from;
    auto result = found.inside;
    std::erase_if(result, [&](const SeenReading& each) { return from && each.time == *from; });
    return result;
  }

  bool is_charted(const WindowReadings& found) const {
    const auto& from = std::get<Interval>(found.span).from;
    if (!from || evaluator_.current_reading(window_.fact).stale) return false;
    const auto all = seen_readings(fact(), evaluator_.patient().facts[window_.fact], evaluator_.at());
    return !all.empty() && all.front().time <= *from;
  }

  Evaluator& evaluator_;
  const model::Window& window_;
};

Value value_in_interval(Evaluator& evaluator, const model::Window& window, const WindowReadings& found,
                        const Type& type) {
  if (found.picked) return found.inside[*found.picked].reading->value;
  if (window.function == WindowFunction::number)
    return exactly(Quantity{Decimal{static_cast<std::int64_t>(found.inside.size())}});
  if (window.function == WindowFunction::highest && !found.inside.empty())
    return greatest(values_of(found.inside));
  if (window.function == WindowFunction::lowest && !found.inside.empty())
    return least(values_of(found.inside));
  const bool is_event = evaluator.model().facts[window.fact].type.kind == TypeKind::event;
  if (is_event && window.function == WindowFunction::total)
    return or_overflow(sum_of(found.inside, type.unit));
  if (is_event) return EventValue{};
  if (found.inside.empty() || window.function == WindowFunction::previous)
    return unknown_because(UnknownReason::no_reading);
  return window.function == WindowFunction::average ? average_of(found.inside, type.unit)
                                                    : Total{evaluator, window}.of(found, type);
}

}  // namespace

std::optional<std::size_t> picked_of(WindowFunction function, const std::vector<SeenReading>& readings) {
  if (readings.empty()) return std::nullopt;
  switch (function) {
    case WindowFunction::highest: return extreme_of(readings, ast::ComparisonOperator::greater_equal);
    case WindowFunction::lowest: return extreme_of(readings, ast::ComparisonOperator::less_equal);
    case WindowFunction::earliest: return 0;
    case WindowFunction::latest: return readings.size() - 1;
    case WindowFunction::previous:
      return readings.size() > 1 ? std::optional{readings.size() - 2} : std::nullopt;
    case WindowFunction::average:
    case WindowFunction::total:
    case WindowFunction::number: break;
  }
  return std::nullopt;
}

std::vector<SeenReading> seen_readings(const model::Fact& fact, const std::vector<FactReading>& readings,
                                       const Moment& at) {
  if (fact.type.kind == TypeKind::event) return occurrences(fact, readings, at);
  std::vector<SeenReading> result;
  for (const auto& reading : readings) {
    const auto time = reading.time.value_or(at);
    if (is_seen(reading, time, at)) result.push_back({&reading, time});
  }
  return in_order(std::move(result), same_reading);
}

bool is_recorded(const Evaluator& evaluator, model::FactId fact) {
  return evaluator.current_reading(fact).reading != nullptr;
}

WindowReadings window_readings(Evaluator& evaluator, const model::Window& window) {
  WindowReadings result{span_value(evaluator, window.span), {}, {}};
  const auto possible = possible_readings(evaluator, window.fact, window.span);
  if (possible && possible->is_certain())
    result.span = possible->inside;
  else if (possible)
    result.span = Unknown{UnknownReason::from_operands, false};
  result.inside = readings_in(evaluator, window.fact, result.span);
  result.picked = picked_of(window.function, result.inside);
  return result;
}

Value window_value(Evaluator& evaluator, const model::Window& window, const Type& type) {
  if (!is_recorded(evaluator, window.fact)) return unknown_because(UnknownReason::not_recorded);
  const auto& fact = evaluator.model().facts[window.fact];
  const auto possible = possible_readings(evaluator, window.fact, window.span);
  const bool is_added_up = window.function == WindowFunction::total && fact.type.kind != TypeKind::event;
  const bool is_certain = !possible || (possible->is_certain() && !(is_added_up && !possible->is_span_exact));
  if (!is_certain) return possible_window_value(*possible, window, fact, evaluator.at());
  const auto found = window_readings(evaluator, window);
  if (const auto* unknown = std::get_if<Unknown>(&found.span)) return *unknown;
  return value_in_interval(evaluator, window, found, type);
}

// The earliest ones leave the most room.
std::int64_t most_apart(const std::vector<Moment>& moments, const std::optional<Quantity>& apart,
                        const Moment& at) {
  if (!apart) return static_cast<std::int64_t>(moments.size());
  std::int64_t result = 0;
  std::optional<Moment> next;
  for (const auto& moment : moments) {
    if (next && moment < *next) continue;
    ++result;
    next = first_moment_after(moment, *apart, at);
    if (!next) break;
  }
  return result;
}

ReadingCounts count_readings(Evaluator& evaluator, const model::ReadingCount& count) {
  ReadingCounts result{.span = span_value(evaluator, count.span), .tests = {}};
  std::vector<Moment> certain, possible;
  const auto look_at = [&](const FactReading& reading, const Moment& time, bool is_sure) {
    auto test = reading_test(evaluator, count.test, reading.value);
    const auto passes = truth(test);
    if (passes == Truth::yes && is_sure) certain.push_back(time);
    if (passes != Truth::no) possible.push_back(time);
    result.failing += passes == Truth::no ? 1 : 0;
    result.tests.push_back(std::move(test));
  };
  if (const auto in_part = possible_readings(evaluator, count.fact, count.span)) {
    result.span = in_part->inside;
    result.is_open = !in_part->is_certain();
    result.may_be_none = std::ranges::none_of(in_part->all, &PossibleReading::is_sure);
    for (const auto& each : in_part->all) look_at(*each.reading, each.low, each.is_sure);
  } else {
    for (const auto& each : readings_in(evaluator, count.fact, result.span))
      look_at(*each.reading, each.time, true);
  }
  std::optional<Quantity> apart;
  if (count.apart) apart = known_number(evaluator.value(*count.apart));
  result.certain = most_apart(certain, apart, evaluator.at());
  result.possible = most_apart(possible, apart, evaluator.at());
  result.too_near = static_cast<std::int64_t>(possible.size()) - result.possible;
  return result;
}

}  // namespace waymark
