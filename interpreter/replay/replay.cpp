#include "interpreter/replay/replay.hpp"

#include <algorithm>
#include <set>

#include "interpreter/decide/subject.hpp"
#include "interpreter/evaluate/window_span.hpp"
#include "interpreter/replay/agenda.hpp"
#include "interpreter/replay/running_windows.hpp"
#include "interpreter/values/elapsed.hpp"

namespace waymark {
namespace {

using model::ExprId;
using model::FactId;

// From when on a reading is seen, if its record says so.
std::optional<Moment> seen_from(const FactReading& reading) {
  if (reading.time && reading.recorded) return std::max(*reading.time, *reading.recorded);
  return reading.time ? reading.time : reading.recorded;
}

bool is_same_plan(const std::optional<PlannedMoment>& a, const std::optional<PlannedMoment>& b) {
  return a.has_value() == b.has_value() && (!a || a->moment == b->moment);
}

bool is_same_timing(const StatementState& a, const StatementState& b) {
  if (!a.progress || !b.progress) return a.progress.has_value() == b.progress.has_value();
  return is_same_plan(a.progress->opens, b.progress->opens) && is_same_plan(a.progress->due, b.progress->due);
}

class Player {
 public:
  Player(const Replay& replay, const Patient& patient, const Moment& from, const Moment& to, bool deadlines,
         const std::function<void(const ReplayMoment&)>& each)
      : replay_{replay},
        patient_{patient},
        from_{from},
        deadlines_{deadlines},
        each_{each},
        agenda_{from, to},
        windows_{replay.clocks(), patient},
        states_(replay.watched().size()),
        last_clocks_(replay.clocks().tests.size()),
        last_anchors_(replay.clocks().spans.size()),
        affected_alone_(replay.watched().size()) {
    for (std::uint32_t i = 0; i < affected_alone_.size(); ++i) affected_alone_[i] = {i};
  }

  void play() {
    put_record();
    first();
    while (auto entry = agenda_.next()) later(std::move(*entry));
  }

 private:
  const model::Model& model() const { return replay_.model(); }
  const Clocks& clocks() const { return replay_.clocks(); }

  // --- what is on the agenda from the beginning

  void put_record() {
    for (FactId fact = 0; fact < model().facts.size(); ++fact) {
      const auto& affected = clocks().by_fact[fact];
      if (affected.empty()) continue;
      for (const auto& reading : patient_.facts[fact]) put_reading(fact, reading, affected);
    }
  }

  void put_reading(FactId fact, const FactReading& reading, const Watched& affected) {
    const auto* event = std::get_if<EventValue>(&reading.value);
    const auto seen = seen_from(reading);
    if (const auto* range = std::get_if<EventRange>(&reading.value)) put_range(fact, *range, affected);
    if (event && event->moment) {
      agenda_.add(seen ? std::max(*seen, *event->moment) : *event->moment, EventHappened{fact, *event},
                  affected);
      if (seen && *seen < *event->moment) agenda_.add(*seen, ReadingSeen{fact, &reading}, affected);
    } else if (seen) {
      agenda_.add(*seen, ReadingSeen{fact, &reading}, affected);
    }
  }

  // An event may have happened from the first moment of its month on, and has from the last on.
  void put_range(FactId fact, const EventRange& range, const Watched& affected) {
    agenda_.add(range.low, EventInPart{fact, range, false}, affected);
    agenda_.add(range.high, EventInPart{fact, range, true}, affected);
  }

  // --- moments

  void first() {
    Evaluator evaluator{model(), patient_, from_};
    windows_.tell(evaluator);
    ReplayMoment moment{from_, happened_at(from_), {}, evaluator};
    for (std::uint32_t i = 0; i < states_.size(); ++i) {
      states_[i] = state_of(evaluator, replay_.watched()[i]);
      put_plan(evaluator, i);
      if (states_[i].status != Status::not_advised)
        moment.changes.push_back({replay_.watched()[i], std::nullopt, states_[i]});
    }
    for (FactId fact = 0; fact < model().facts.size(); ++fact) {
      for (const auto& reading : patient_.facts[fact]) put_end_of(fact, reading);
    }
    put_clocks(evaluator);
    put_minute(from_);
    if (!moment.changes.empty()) each_(moment);
  }

  // What the record says happened at the very first moment.
  std::vector<Cause> happened_at(const Moment& at) const {
    std::vector<Cause> result;
    for (FactId fact = 0; fact < model().facts.size(); ++fact) {
      if (clocks().by_fact[fact].empty()) continue;
      for (const auto& reading : patient_.facts[fact]) {
        const auto* event = std::get_if<EventValue>(&reading.value);
        if (event && event->moment && *event->moment == at)
          result.emplace_back(EventHappened{fact, *event});
        else if (!event && reading.time && *reading.time == at)
          result.emplace_back(ReadingSeen{fact, &reading});
      }
    }
    return result;
  }

  void later(Agenda::Entry entry) {
    auto affected = affected_by(entry);
    if (affected.empty()) return;
    Evaluator evaluator{model(), patient_, entry.at};
    windows_.tell(evaluator);
    ReplayMoment moment{entry.at, {}, {}, evaluator};
    std::set<std::uint32_t> changed;
    for (const auto i : affected) {
      if (look(i, evaluator, moment.changes)) changed.insert(i);
    }
    for (const auto& item : entry.items) {
      const auto is_changed = [&](std::uint32_t i) { return changed.contains(i); };
      if (std::ranges::any_of(*item.affected, is_changed)) append_cause(item.cause, moment.because);
    }
    put_clocks(evaluator);
    if (!moment.changes.empty()) each_(moment);
  }

  // Whom any of the items may change; those that change nobody are left out.
  std::set<std::uint32_t> affected_by(Agenda::Entry& entry) {
    std::set<std::uint32_t> result;
    std::erase_if(entry.items, [&](const Agenda::Item& item) { return !counts(item.cause, entry.at); });
    for (const auto& item : entry.items) {
      if (std::holds_alternative<MinutePassed>(item.cause)) put_minute(entry.at);
      const auto* seen = std::get_if<ReadingSeen>(&item.cause);
      const auto& all = seen ? clocks().by_fact_directly[seen->fact] : *item.affected;
      result.insert(all.begin(), all.end());
      if (!seen) continue;
      for (const auto i :
           windows_.take(model(), seen->fact, *seen->reading, seen->reading->time.value_or(entry.at))) {
        const auto& resting = clocks().running[i].rests_on_it;
        result.insert(resting.begin(), resting.end());
      }
    }
    return result;
  }

  // A reading that another one has followed does not go stale.
  bool counts(const Cause& cause, const Moment& at) const {
    const auto* stale = std::get_if<WentStale>(&cause);
    if (!stale) return true;
    return current_reading(model(), patient_, stale->fact, at).stale;
  }

  // Each once; of what only looks each minute whether anything has changed nothing is said.
  static void append_cause(const Cause& cause, std::vector<Cause>& causes) {
    const auto is_it = [&](const Cause& other) { return is_same_cause(cause, other); };
    const bool says_nothing = std::holds_alternative<MinutePassed>(cause);
    if (!says_nothing && std::ranges::none_of(causes, is_it)) causes.push_back(cause);
  }

  // Whether something else is said of it than before.
  bool look(std::uint32_t i, Evaluator& evaluator, std::vector<StatementChange>& changes) {
    auto state = state_of(evaluator, replay_.watched()[i]);
    const bool is_other = !is_same(states_[i], state) || (deadlines_ && !is_same_timing(states_[i], state));
    if (is_other) changes.push_back({replay_.watched()[i], states_[i], state});
    const bool moves = !is_same_timing(states_[i], state);
    states_[i] = std::move(state);
    if (moves) put_plan(evaluator, i);
    return is_other;
  }

  StatementState state_of(Evaluator& evaluator, const model::StatementReference& reference) const {
    const auto truth = evaluator.truth(model::statement(model(), reference).condition);
    if (truth == Truth::unknown) return {Status::undetermined, std::nullopt};
    if (truth == Truth::no) return {Status::not_advised, std::nullopt};
    if (reference.kind != model::StatementKind::recommendation) return {Status::advised, std::nullopt};
    return {Status::advised, progress_of(evaluator, model().recommendations[reference.index])};
  }

  // --- what the clock brings

  void put_minute(const Moment& at) {
    const auto next =
        add_microseconds(at, microseconds_per_minute - at.microseconds % microseconds_per_minute);
    if (next) agenda_.add(*next, MinutePassed{}, clocks().each_minute);
  }

  const model::Recommendation& recommendation(std::uint32_t i) const {
    return model().recommendations[replay_.watched()[i].index];
  }

  void put_plan(Evaluator& evaluator, std::uint32_t i) {
    if (!states_[i].progress || !has_deadline(recommendation(i))) return;
    const auto& [low, high] = recommendation(i).within->time;
    const auto& progress = *states_[i].progress;
    if (progress.opens)
      put_planned(evaluator, i, high ? std::optional{low} : std::nullopt, progress.opens->moment);
    if (!progress.due) return;
    const auto step = progress.due->whole_day ? 1 : microseconds_per_second;
    if (const auto late = add_microseconds(progress.due->moment, step))
      put_planned(evaluator, i, high.value_or(low), *late);
  }

  void put_planned(Evaluator& evaluator, std::uint32_t i, const std::optional<ExprId>& time,
                   const Moment& moment) {
    const auto of = *recommendation(i).within->of;
    const auto passed = time ? known_number(evaluator.value(*time)) : std::nullopt;
    const Since since{std::in_place_index<0>, of};
    agenda_.add(moment, passed ? Cause{Passed{*passed, since}} : Cause{InstantReached{of}},
                affected_alone_[i]);
  }

  // When a reading goes stale, and when it leaves each span that looks back.
  void put_end_of(FactId fact, const FactReading& reading) {
    if (clocks().by_fact[fact].empty()) return;
    const auto* event = std::get_if<EventValue>(&reading.value);
    if (event && event->moment) put_ends_of_spans(fact, *event->moment);
    if (const auto* range = std::get_if<EventRange>(&reading.value)) {
      put_ends_of_spans(fact, range->low);
      put_ends_of_spans(fact, range->high);
    }
    if (!reading.time) return;
    put_ends_of_spans(fact, *reading.time);
    const auto valid_for = validity(model(), model().facts[fact], patient_.parameters);
    if (!valid_for) return;
    const auto end = shifted(*reading.time, *valid_for, false);
    const auto stale = end ? add_microseconds(std::get<Moment>(*end), microseconds_per_second) : std::nullopt;
    if (stale) agenda_.add(*stale, WentStale{fact}, clocks().by_fact_directly[fact]);
  }

  void put_ends_of_spans(FactId fact, const Moment& time) {
    for (const auto& each : clocks().spans) {
      const bool looks_back = each.span.word == ast::SpanWord::over && !each.span.anchor;
      if (each.fact != fact || !looks_back) continue;
      const auto length = literal(*each.span.first);
      put_turns(time, length, Passed{length, Since{std::in_place_index<1>, fact}}, each.rests_on_it);
    }
  }

  Quantity literal(ExprId expr) const {
    return std::get<Quantity>(std::get<model::Literal>(model()[expr].operation).value);
  }

  void put_turns(const Moment& from, const Quantity& time, const Cause& cause, const Watched& affected) {
    for (const auto& turn : turns_behind(from, time, from_)) agenda_.add(turn, cause, affected);
  }

  // What is counted from another instant than before turns at other moments.
  void put_clocks(Evaluator& evaluator) {
    for (std::size_t i = 0; i < clocks().tests.size(); ++i) put_test(evaluator, i);
    for (std::size_t i = 0; i < clocks().spans.size(); ++i) put_span(evaluator, i);
  }

  void put_test(Evaluator& evaluator, std::size_t i) {
    const auto& test = clocks().tests[i];
    for (const auto& since : beginnings_of(evaluator, test.clock)) {
      for (const auto against : test.against) {
        const auto time = known_number(evaluator.value(against));
        if (!time) continue;
        const auto key = std::pair{since.microseconds, against};
        if (last_clocks_[i].insert(key).second) put_test(test, since, *time);
      }
    }
  }

  void put_test(const ClockTest& test, const Moment& since, const Quantity& time) {
    const auto cause = Passed{time, instant_of(test.clock)};
    put_turns(since, time, cause, test.rests_on_it);
    if (!std::holds_alternative<model::CalendarCount>(model()[test.clock].operation)) return;
    // A count turns at whole numbers only: at the last one that is not above, and the next.
    for (const auto& whole : whole_counts(time, *model()[test.clock].type.unit))
      put_turns(since, whole, cause, test.rests_on_it);
  }

  static std::vector<Quantity> whole_counts(const Quantity& time, const Unit& unit) {
    const auto in_unit = convert(time, std::make_shared<const Unit>(unit));
    if (!in_unit) return {};
    const auto low = floor(in_unit->number);
    const auto high = add(low, Decimal{1});
    if (!high) return {};
    return {{low, in_unit->unit}, {*high, in_unit->unit}};
  }

  Since instant_of(ExprId clock) const {
    const auto& operation = model()[clock].operation;
    if (const auto* since = std::get_if<model::TimeSince>(&operation))
      return Since{std::in_place_index<0>, since->operand};
    if (const auto* count = std::get_if<model::CalendarCount>(&operation))
      return Since{std::in_place_index<0>, count->operand};
    return Since{std::in_place_index<1>, std::get<model::TimeSinceReading>(operation).fact};
  }

  std::vector<Moment> beginnings_of(Evaluator& evaluator, ExprId clock) const {
    const auto instant = instant_of(clock);
    if (instant.index() == 0) return moments_of(evaluator, std::get<0>(instant));
    const auto current = evaluator.current_reading(std::get<1>(instant));
    return current.reading && current.reading->time ? std::vector{current.time} : std::vector<Moment>{};
  }

  // The instant; of one that is known in part both of its ends; none of one that is not known.
  static std::vector<Moment> moments_of(Evaluator& evaluator, ExprId instant) {
    if (const auto range = anchor_range(evaluator, instant)) return {range->low, range->high};
    const auto anchor = anchor_of(evaluator, instant);
    const auto* moment = std::get_if<Moment>(&anchor);
    return moment ? std::vector{*moment} : std::vector<Moment>{};
  }

  void put_span(Evaluator& evaluator, std::size_t i) {
    const auto& span = clocks().spans[i].span;
    if (!span.anchor) return;
    auto anchors = moments_of(evaluator, *span.anchor);
    if (anchors == last_anchors_[i]) return;
    for (const auto& anchor : anchors) put_anchor(clocks().spans[i], anchor);
    last_anchors_[i] = std::move(anchors);
  }

  void put_anchor(const ClockSpan& clock, const Moment& anchor) {
    const auto& [fact, span, is_total, affected] = clock;
    agenda_.add(anchor, InstantReached{*span.anchor}, affected);
    if (span.word != ast::SpanWord::from) return;
    for (const auto& time : {span.first, span.second}) {
      if (time)
        put_turns(anchor, literal(*time), Passed{literal(*time), Since{std::in_place_index<0>, *span.anchor}},
                  affected);
    }
  }

  const Replay& replay_;
  const Patient& patient_;
  Moment from_;
  bool deadlines_;
  const std::function<void(const ReplayMoment&)>& each_;
  Agenda agenda_;
  RunningWindows windows_;
  std::vector<StatementState> states_;                                  // by watched
  std::vector<std::set<std::pair<std::int64_t, ExprId>>> last_clocks_;  // by test: what is on the agenda
  std::vector<std::vector<Moment>> last_anchors_;                       // by span
  std::vector<Watched> affected_alone_;                                 // each by itself
};

std::vector<Moment> moments_of(const FactReading& reading) {
  std::vector<Moment> result;
  if (const auto seen = seen_from(reading)) result.push_back(*seen);
  const auto* event = std::get_if<EventValue>(&reading.value);
  if (event && event->moment) result.push_back(*event->moment);
  if (const auto* range = std::get_if<EventRange>(&reading.value)) {
    result.push_back(range->low);
    result.push_back(range->high);
  }
  return result;
}

}  // namespace

bool is_same(const StatementState& a, const StatementState& b) {
  if (a.status != b.status || a.progress.has_value() != b.progress.has_value()) return false;
  return !a.progress || (a.progress->progress == b.progress->progress &&
                         a.progress->overtaken_by == b.progress->overtaken_by);
}

Replay::Replay(const model::Model& model, std::vector<model::StatementReference> watched)
    : model_{model}, watched_{std::move(watched)}, clocks_{clocks_of(model, watched_)} {}

void Replay::run(const Patient& patient, const Moment& from, const Moment& to,
                 const std::function<void(const ReplayMoment&)>& each) const {
  Player{*this, patient, from, to, false, each}.play();
}

void Replay::run_with_deadlines(const Patient& patient, const Moment& from, const Moment& to,
                                const std::function<void(const ReplayMoment&)>& each) const {
  Player{*this, patient, from, to, true, each}.play();
}

std::vector<model::StatementReference> every_statement(const model::Model& model) {
  std::vector<model::StatementReference> result;
  for (const auto& each : statements(model)) result.push_back(std::get<model::StatementReference>(each.node));
  return result;
}

std::optional<std::pair<Moment, Moment>> recorded_span(const model::Model& model, const Patient& patient) {
  std::optional<std::pair<Moment, Moment>> result;
  for (FactId fact = 0; fact < model.facts.size(); ++fact) {
    for (const auto& reading : patient.facts[fact]) {
      for (const auto& moment : moments_of(reading)) {
        if (!result) result = {moment, moment};
        result->first = std::min(result->first, moment);
        result->second = std::max(result->second, moment);
      }
    }
  }
  return result;
}

static Moment with_offset(Moment moment, const Moment& at) {
  moment.offset_minutes = at.offset_minutes;
  return moment;
}

std::pair<Moment, Moment> replayed_span(const model::Model& model, const Patient& patient, const Moment& at,
                                        bool at_is_now) {
  const auto span = recorded_span(model, patient);
  if (!span) return {at, at};
  return {with_offset(std::min(span->first, at), at), with_offset(at_is_now ? span->second : at, at)};
}

}  // namespace waymark
