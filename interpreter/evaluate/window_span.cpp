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

Interval backwards_from(const Moment& end, const std::optional<Quantity>& duration, bool without_end) {
  Interval result{{}, end, without_end};
  if (duration) result.from = exactly_after(end, *duration, true).value_or(first_of_calendar);
  return result;
}

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

std::optional<MomentRange> anchor_range(Evaluator& evaluator, model::ExprId anchor) {
  const auto& value = evaluator.value(anchor);
  const auto ends = is_partial(value) ? ends_of(value) : std::nullopt;
  return ends ? std::optional{first_moments(*ends, evaluator.at().offset_minutes)} : std::nullopt;
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

SpanDurations durations_of(const model::Model& model, const model::WindowSpan& span) {
  const auto of = [&](const std::optional<model::ExprId>& literal) -> std::optional<Quantity> {
    if (!literal) return std::nullopt;
    return std::get<Quantity>(std::get<model::Literal>(model[*literal].operation).value);
  };
  return {of(span.first), of(span.second)};
}

Interval interval_of(ast::SpanWord word, const SpanDurations& durations, const std::optional<Moment>& anchor,
                     const Moment& at) {
  if (!anchor) return backwards_from(at, durations.first, false);
  switch (word) {
    case ast::SpanWord::over: return backwards_from(*anchor, durations.first, true);
    case ast::SpanWord::since: return {*anchor, at, false};
    case ast::SpanWord::from:
    case ast::SpanWord::all: break;
  }
  Interval result{first_moment_after(*anchor, *durations.first, at).value_or(last_of_calendar), at, false};
  if (durations.second)
    result.to = last_moment_after(*anchor, *durations.second, at).value_or(last_of_calendar);
  return result;
}

SpanValue span_value(Evaluator& evaluator, const model::WindowSpan& span) {
  const auto durations = durations_of(evaluator.model(), span);
  if (!span.anchor) return interval_of(span.word, durations, std::nullopt, evaluator.at());
  const auto anchor = anchor_of(evaluator, *span.anchor);
  if (const auto* unknown = std::get_if<Unknown>(&anchor)) return *unknown;
  if (std::holds_alternative<NotYet>(anchor)) return NotYet{};
  return interval_of(span.word, durations, std::get<Moment>(anchor), evaluator.at());
}

}  // namespace waymark
