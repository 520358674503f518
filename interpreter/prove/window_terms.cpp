#include "interpreter/prove/window_terms.hpp"

#include "interpreter/evaluate/dependencies.hpp"
#include "interpreter/evaluate/window_span.hpp"

namespace waymark::prove {
namespace {

using ast::WindowFunction;

// A date has its first moment.
z3::expr moment_of(const InstantTerm& instant) {
  auto& context = instant.day.ctx();
  if (instant.is_date) return instant.day * whole(context, microseconds_per_day);
  return microseconds_of(instant);
}

z3::expr start_of_day(const z3::expr& day) { return day * whole(day.ctx(), microseconds_per_day); }

std::int64_t whole_count(const Rational& value) { return value.get_num().get_si(); }

z3::expr number_in(const Term& value, z3::context& context) {
  if (const auto* member = std::get_if<MemberTerm>(&value)) return as_real(member->low);
  return number_of(context, value).low;
}

z3::expr one_where(const z3::expr& condition) {
  return if_then_else(condition, condition.ctx().int_val(1), condition.ctx().int_val(0));
}

z3::expr sum_of(z3::context& context, const std::vector<z3::expr>& ones) {
  z3::expr result = context.int_val(0);
  for (const auto& one : ones) result = result + one_where(one);
  return result;
}

InstantTerm instant_where(const z3::expr& condition, const InstantTerm& yes, const InstantTerm& no) {
  return moment_at(if_then_else(condition, yes.day, no.day),
                   if_then_else(condition, yes.microsecond, no.microsecond));
}

std::optional<model::ExprId> each_reading_in(const model::Model& model, model::ExprId test) {
  std::vector<model::ExprId> pending{test};
  while (!pending.empty()) {
    const auto expr = pending.back();
    pending.pop_back();
    if (std::holds_alternative<model::EachReading>(model[expr].operation)) return model[expr].canonical;
    for (const auto part : model::operands(model[expr].operation)) pending.push_back(part);
  }
  return std::nullopt;
}

}  // namespace

WindowTerms::WindowTerms(Encoder& encoder, model::FactId fact, const model::WindowSpan& span)
    : encoder_{encoder},
      context_{encoder.context()},
      readings_{encoder.space().readings(encoder.model(), fact)},
      may_count_{context_.bool_val(false)} {
  const auto ends = this->ends(span);
  may_count_ = both(readings_.front().there, ends.known);
  for (const auto& reading : readings_) {
    const auto time = microseconds_of(reading.time);
    auto lies_in = ends.without_end ? time < ends.to : time <= ends.to;
    if (ends.from) lies_in = both(*ends.from <= time, lies_in);
    inside_.push_back(both(both(reading.there, both(ends.known, ends.begun)), lies_in));
  }
}

// --- the span

z3::expr WindowTerms::day_after(const InstantTerm& instant, const Quantity& duration, bool backwards) const {
  const Rational size = duration.number.to_rational() * duration.unit->scale;
  const auto sign = backwards ? -1 : 1;
  if (counts_months(*duration.unit))
    return encoder_.space().calendar().add_months(instant.day, whole(context_, sign * whole_count(size)));
  return instant.day + whole(context_, sign * whole_count(size / seconds_per_day));
}

z3::expr WindowTerms::exactly_after(const InstantTerm& instant, const Quantity& duration,
                                    bool backwards) const {
  if (counts_months(*duration.unit)) {
    const auto day = start_of_day(day_after(instant, duration, backwards));
    return instant.is_date ? day : day + instant.microsecond;
  }
  const Rational size = duration.number.to_rational() * duration.unit->scale * microseconds_per_second;
  const auto microseconds = whole(context_, (backwards ? -1 : 1) * whole_count(size));
  return moment_of(instant) + microseconds;
}

z3::expr WindowTerms::first_after(const InstantTerm& instant, const Quantity& duration) const {
  return counts_by_the_day(duration) ? start_of_day(day_after(instant, duration, false))
                                     : exactly_after(instant, duration, false);
}

z3::expr WindowTerms::last_after(const InstantTerm& instant, const Quantity& duration) const {
  if (!counts_by_the_day(duration)) return exactly_after(instant, duration, false);
  return start_of_day(day_after(instant, duration, false) + 1) - 1;
}

WindowTerms::Ends WindowTerms::backwards_from(const InstantTerm& end,
                                              const std::optional<Quantity>& duration) const {
  const auto yes = context_.bool_val(true);
  Ends result{yes, yes, std::nullopt, moment_of(end)};
  if (duration) result.from = exactly_after(end, *duration, true);
  return result;
}

WindowTerms::Ends WindowTerms::ends(const model::WindowSpan& span) const {
  const auto durations = durations_of(encoder_.model(), span);
  const auto& at = encoder_.space().at();
  if (!span.anchor) return backwards_from(at, durations.first);
  const auto& anchor = encoder_.term(*span.anchor);
  const auto* event = std::get_if<EventTerm>(&anchor);
  const auto* time = std::get_if<TimeTerm>(&anchor);
  const auto no = context_.bool_val(false);
  if (!event && !time) return {no, no, std::nullopt, moment_of(at)};
  const auto& instant = event ? event->instant : time->instant;
  Ends result{no, no, std::nullopt, moment_of(at)};
  switch (span.word) {
    case ast::SpanWord::over:
      result = backwards_from(instant, durations.first);
      result.without_end = true;
      break;
    case ast::SpanWord::since: result.from = moment_of(instant); break;
    case ast::SpanWord::from:
    case ast::SpanWord::all:
      result.from = first_after(instant, *durations.first);
      if (durations.second) result.to = last_after(instant, *durations.second);
      break;
  }
  result.known = event ? event->known : time->known;
  result.begun = event ? event->has_moment : context_.bool_val(true);
  return result;
}

// --- which reading

z3::expr WindowTerms::number_inside() const { return sum_of(context_, inside_); }

// Of equal ones the latest, which stands in front.
z3::expr WindowTerms::is_extreme(std::size_t reading, bool highest) const {
  const auto value = number_in(readings_[reading].value, context_);
  auto result = inside_[reading];
  for (std::size_t other = 0; other < readings_.size(); ++other) {
    if (other == reading) continue;
    const auto against = number_in(readings_[other].value, context_);
    const auto& greater = highest ? value : against;
    const auto& less = highest ? against : value;
    const auto wins = other < reading ? greater > less : greater >= less;
    result = both(result, either(negation(inside_[other]), wins));
  }
  return result;
}

std::vector<z3::expr> WindowTerms::picked(WindowFunction function) const {
  std::vector<z3::expr> result;
  for (std::size_t i = 0; i < readings_.size(); ++i) {
    const std::vector<z3::expr> later{inside_.begin(), inside_.begin() + static_cast<std::ptrdiff_t>(i)};
    const std::vector<z3::expr> earlier{inside_.begin() + static_cast<std::ptrdiff_t>(i) + 1, inside_.end()};
    switch (function) {
      case WindowFunction::highest: result.push_back(is_extreme(i, true)); break;
      case WindowFunction::lowest: result.push_back(is_extreme(i, false)); break;
      case WindowFunction::earliest:
        result.push_back(both(inside_[i], negation(any_of(context_, earlier))));
        break;
      case WindowFunction::latest:
        result.push_back(both(inside_[i], negation(any_of(context_, later))));
        break;
      case WindowFunction::previous: result.push_back(both(inside_[i], sum_of(context_, later) == 1)); break;
      case WindowFunction::average:
      case WindowFunction::total:
      case WindowFunction::number: result.push_back(context_.bool_val(false)); break;
    }
  }
  return result;
}

Term WindowTerms::value_picked(WindowFunction function) const {
  const auto picked = this->picked(function);
  Term result = UnknownTerm{};
  for (std::size_t i = 0; i < readings_.size(); ++i)
    result = choice(context_, picked[i], readings_[i].value, result);
  return result;
}

Term WindowTerms::time_picked(WindowFunction function) const {
  const auto picked = this->picked(function);
  auto instant = readings_.front().time;
  for (std::size_t i = 1; i < readings_.size(); ++i)
    instant = instant_where(picked[i], readings_[i].time, instant);
  return TimeTerm{any_of(context_, picked), instant};
}

// --- counting

// From the earliest on, whoever is far enough from the one before: that leaves the most room.
z3::expr WindowTerms::most_apart(const std::vector<z3::expr>& counted,
                                 const std::optional<Quantity>& apart) const {
  if (!apart) return sum_of(context_, counted);
  std::vector<z3::expr> chosen;
  auto last = readings_.back().time;
  for (auto i = readings_.size(); i > 0; --i) {
    const auto& time = readings_[i - 1].time;
    const auto is_first = negation(any_of(context_, chosen));
    auto takes = counted[i - 1];
    if (!chosen.empty())
      takes = both(takes, either(is_first, microseconds_of(time) >= first_after(last, *apart)));
    chosen.push_back(takes);
    last = instant_where(takes, time, last);
  }
  return sum_of(context_, chosen);
}

WindowTerms::Passing WindowTerms::count_passing(const model::ReadingCount& count) const {
  const auto& model = encoder_.model();
  const auto each = each_reading_in(model, count.test);
  std::vector<z3::expr> certain, possible;
  for (std::size_t i = 0; i < readings_.size(); ++i) {
    const auto truth =
        each ? Encoder{encoder_, *each, readings_[i].value}.truth(count.test) : encoder_.truth(count.test);
    certain.push_back(both(inside_[i], truth.yes));
    possible.push_back(both(inside_[i], negation(truth.no)));
  }
  std::optional<Quantity> apart;
  if (count.apart) apart = std::get<Quantity>(std::get<model::Literal>(model[*count.apart].operation).value);
  return {most_apart(certain, apart), most_apart(possible, apart)};
}

}  // namespace waymark::prove
