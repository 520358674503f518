#include "interpreter/evaluate/window_span.hpp"

#include <algorithm>

#include "interpreter/values/elapsed.hpp"
#include "interpreter/values/unknown.hpp"

// From when to when readings are looked at.
namespace waymark {
namespace {

const Moment first_of_calendar = *parse_moment("0001-01-01T00:00Z");
const Moment last_of_calendar = *parse_moment("9999-12-31T00:00Z");

Date day_at(Moment moment, const Moment& at) {
  moment.offset_minutes = at.offset_minutes;
  return date_of(moment);
}

std::optional<Moment> exactly_after(const Moment& moment, const Quantity& duration, bool backwards) {
  const auto result = shifted(moment, duration, backwards);
  return result ? std::optional{std::get<Moment>(*result)} : std::nullopt;
}

std::optional<Date> day_after(const Moment& moment, const Quantity& duration, const Moment& at) {
  const auto result = shifted(day_at(moment, at), duration, false);
  return result ? std::optional{std::get<Date>(*result)} : std::nullopt;
}

class SpanFinder {
 public:
  SpanFinder(Evaluator& evaluator, const model::WindowSpan& span) : evaluator_{evaluator}, span_{span} {}

  SpanValue find() {
    if (!span_.anchor) return backwards_from(at(), false);
    const auto anchor = anchor_of(evaluator_, *span_.anchor);
    if (const auto* unknown = std::get_if<Unknown>(&anchor)) return *unknown;
    if (std::holds_alternative<NotYet>(anchor)) return NotYet{};
    return from(std::get<Moment>(anchor));
  }

 private:
  const Moment& at() const { return evaluator_.at(); }
  Quantity duration(model::ExprId literal) { return *known_number(evaluator_.value(literal)); }

  Interval backwards_from(const Moment& end, bool without_end) {
    Interval result{{}, end, without_end};
    if (span_.first)
      result.from = exactly_after(end, duration(*span_.first), true).value_or(first_of_calendar);
    return result;
  }

  SpanValue from(const Moment& anchor) {
    switch (span_.word) {
      case ast::SpanWord::over: return backwards_from(anchor, true);
      case ast::SpanWord::since: return Interval{anchor, at(), false};
      case ast::SpanWord::from:
      case ast::SpanWord::all: break;
    }
    Interval result{first_moment_after(anchor, duration(*span_.first), at()).value_or(last_of_calendar), at(),
                    false};
    if (!span_.second) return result;
    result.to = last_moment_after(anchor, duration(*span_.second), at()).value_or(last_of_calendar);
    return result;
  }

  Evaluator& evaluator_;
  const model::WindowSpan& span_;
};

}  // namespace

bool counts_by_the_day(const Quantity& duration) {
  const auto& scale = duration.unit->scale;
  const bool is_whole_days =
      scale.get_den() == 1 && mpz_divisible_ui_p(scale.get_num_mpz_t(), seconds_per_day) != 0;
  return counts_months(*duration.unit) || is_whole_days;
}

std::variant<Unknown, NotYet, Moment> anchor_of(Evaluator& evaluator, model::ExprId anchor) {
  const auto& value = evaluator.value(anchor);
  if (const auto* date = std::get_if<Date>(&value)) return start_of(*date, evaluator.at().offset_minutes);
  if (const auto* moment = std::get_if<Moment>(&value)) return *moment;
  const auto* event = std::get_if<EventValue>(&value);
  if (!event) return unknown_from_any({&value});
  if (!event->moment) return NotYet{};
  return *event->moment;
}

bool lies_in(const Moment& time, const Interval& interval) {
  if (interval.from && time < *interval.from) return false;
  return interval.without_end ? time < interval.to : time <= interval.to;
}

std::optional<Moment> first_moment_after(const Moment& moment, const Quantity& duration, const Moment& at) {
  if (!counts_by_the_day(duration)) return exactly_after(moment, duration, false);
  const auto day = day_after(moment, duration, at);
  return day ? std::optional{start_of(*day, at.offset_minutes)} : std::nullopt;
}

std::optional<Moment> last_moment_after(const Moment& moment, const Quantity& duration, const Moment& at) {
  if (!counts_by_the_day(duration)) return exactly_after(moment, duration, false);
  const auto day = day_after(moment, duration, at);
  if (!day) return std::nullopt;
  return add_microseconds(start_of(*day, at.offset_minutes), microseconds_per_day - 1);
}

SpanValue span_value(Evaluator& evaluator, const model::WindowSpan& span) {
  return SpanFinder{evaluator, span}.find();
}

}  // namespace waymark
