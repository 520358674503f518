#include "interpreter/cohort/fast_windows.hpp"

#include <algorithm>

#include "interpreter/cohort/fast_number.hpp"
#include "interpreter/evaluate/count_truth.hpp"
#include "interpreter/evaluate/evaluator.hpp"
#include "interpreter/evaluate/window.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark::cohort {
namespace {

using ast::WindowFunction;

constexpr int most_finer_places = 3;  // of a sum's grid, beyond that of its summands

bool is_instant(TypeKind kind) {
  return kind == TypeKind::date || kind == TypeKind::moment || kind == TypeKind::event;
}

bool adds_up(WindowFunction function) {
  return function == WindowFunction::average || function == WindowFunction::total;
}

bool is_in(std::int64_t cell, const columns::Range& range) {
  return (cell >= range.first && cell <= range.last) != range.outside;
}

}  // namespace

PlainWindows::PlainWindows(const model::Model& model, const columns::Layout& layout, columns::Batch& batch)
    : model_{model},
      layout_{layout},
      batch_{batch},
      keeping_(model.facts.size()),
      readings_(model.facts.size()),
      instants_(model.facts.size()) {
  for (const auto& fact : model.facts) validity_.push_back(validity(model, fact, layout.site));
  for (std::uint32_t i = 0; i < layout.columns.size(); ++i) {
    if (layout.columns[i].used && layout.columns[i].window) add_plan(i);
  }
  for (model::FactId fact = 0; fact < model.facts.size(); ++fact) {
    if (keeping_[fact].kept && holds_numbers(fact)) facts_.push_back(fact);
  }
}

// --- what there is to work out

void PlainWindows::add_plan(std::uint32_t column) {
  const auto size = plans_.size();
  const auto expr = *layout_.columns[column].window;
  if (append(expr, column)) return;
  plans_.resize(size);
  refuse(expr);
  if (columns::anchor_of_readings(model_, expr)) without_anchor_.push_back(column);
}

// False where it is the evaluator's to say.
bool PlainWindows::append(model::ExprId expr, std::optional<std::uint32_t> column) {
  Plan plan;
  plan.column = column;
  const auto& operation = model_[expr].operation;
  if (const auto* count = std::get_if<model::ReadingCount>(&operation))
    return append_count(*count, std::move(plan));
  if (const auto* window = std::get_if<model::Window>(&operation))
    return append_window(*window, std::move(plan));
  const auto* time = std::get_if<model::ReadingTime>(&operation);
  if (!time) return false;
  plan.gives_time = true;
  if (const auto* window = model::window_meant(model_, time->reading))
    return append_window(*window, std::move(plan));
  const auto* fact = std::get_if<model::FactReference>(&model_[time->reading].operation);
  if (!fact || !holds_numbers(fact->fact)) return false;
  plan.fact = fact->fact;
  keeping_[fact->fact].kept = true;
  plans_.push_back(std::move(plan));
  return true;
}

// The cells of its readings are steps of a grid.
bool PlainWindows::holds_numbers(model::FactId fact) const {
  return plain_fact(model_, fact, layout_).steps.has_value();
}

bool PlainWindows::append_window(const model::Window& window, Plan plan) {
  if (!holds_numbers(window.fact) || !set_span(window.span, plan)) return false;
  plan.fact = window.fact;
  plan.window = &window;
  if (adds_up(window.function)) {
    const auto& grid = plain_fact(model_, window.fact, layout_).grid;
    const auto& column = layout_.columns[*plan.column];
    const auto finer = column.places - grid.places;
    if (finer < 1 || finer > most_finer_places || !column.takes_between) return false;
    plan.factor = powers_of_ten[static_cast<std::size_t>(finer)];
  }
  keeping_[window.fact].kept = true;
  keeping_[window.fact].exact |= plan.gives_time || adds_up(window.function);
  plans_.push_back(std::move(plan));
  return true;
}

bool PlainWindows::append_count(const model::ReadingCount& count, Plan plan) {
  const bool is_plain = layout_.columns[*plan.column].passing && holds_numbers(count.fact);
  if (!is_plain || !set_span(count.span, plan)) return false;
  plan.fact = count.fact;
  plan.count = &count;
  if (count.apart)
    plan.apart = std::get<Quantity>(std::get<model::Literal>(model_[*count.apart].operation).value);
  keeping_[count.fact].kept = true;
  plans_.push_back(std::move(plan));
  return true;
}

bool PlainWindows::set_span(const model::WindowSpan& span, Plan& plan) {
  plan.word = span.word;
  plan.durations = durations_of(model_, span);
  if (!span.anchor) return true;
  const auto anchor = anchor_of(*span.anchor);
  if (anchor) plan.anchor = *anchor;
  return anchor.has_value();
}

std::optional<PlainWindows::Anchor> PlainWindows::anchor_of(model::ExprId expr) {
  const auto fact = columns::fact_of_anchor(model_, expr);
  if (!fact) {
    const auto* time = std::get_if<model::ReadingTime>(&model_[expr].operation);
    if (!time || !append(expr, std::nullopt)) return std::nullopt;
    return OfPlan{plans_.size() - 1};
  }
  keeping_[*fact].kept = true;
  if (is_instant(model_.facts[*fact].type.kind)) return OfFact{*fact};
  return holds_numbers(*fact) ? std::optional{Anchor{OfReading{*fact}}} : std::nullopt;
}

// Whoever has such a reading, or what its span is counted from, is read with all care.
void PlainWindows::refuse(model::ExprId expr) {
  if (const auto* time = std::get_if<model::ReadingTime>(&model_[expr].operation)) {
    const auto* fact = std::get_if<model::FactReference>(&model_[time->reading].operation);
    if (fact) keeping_[fact->fact].refused = true;
    if (const auto* window = model::window_meant(model_, time->reading)) {
      keeping_[window->fact].refused = true;
      if (window->span.anchor) refuse(*window->span.anchor);
    }
    return;
  }
  if (const auto fact = model::fact_of_readings(model_[expr].operation)) keeping_[*fact].refused = true;
  if (const auto fact = columns::fact_of_anchor(model_, expr)) keeping_[*fact].refused = true;
  if (const auto anchor = columns::anchor_of_readings(model_, expr)) refuse(*anchor);
}

// --- one patient

void PlainWindows::add_time(model::FactId fact, const Moment& time) {
  if (!readings_[fact].empty()) readings_[fact].back().time = time;
  instants_[fact].read = time;
}

void PlainWindows::clear() {
  for (const auto fact : facts_) readings_[fact].clear();
  for (auto& instant : instants_) instant = {};
}

void PlainWindows::put(const Moment& at) {
  sort_readings(at);
  for (auto& plan : plans_) put(plan, at);
  for (const auto column : without_anchor_) batch_.put_span(column, false, true);
  clear();
}

// Those that are seen, by time.
void PlainWindows::sort_readings(const Moment& at) {
  for (const auto fact : facts_) {
    auto& readings = readings_[fact];
    for (auto& reading : readings) reading.time = reading.time.value_or(at);
    std::erase_if(readings, [&](const Reading& reading) { return *reading.time > at; });
    if (!std::ranges::is_sorted(readings, {}, &Reading::time))
      std::ranges::sort(readings, {}, &Reading::time);
  }
}

PlainWindows::FoundAnchor PlainWindows::found_instant(model::FactId fact, const Moment& at) const {
  const auto& [value, read] = instants_[fact];
  if (!value) return {.unknown = true, .moment = {}};
  if (read) {
    const auto current = current_reading({FactReading{true, *read, {}}}, at, validity_[fact]);
    if (!current.reading || current.stale) return {.unknown = true, .moment = {}};
  }
  switch (value->kind) {
    case Instant::Kind::date: return {.moment = start_of(value->date, at.offset_minutes)};
    case Instant::Kind::moment: return {.moment = value->moment};
    case Instant::Kind::not_happened: break;
  }
  return {.not_yet = true, .moment = {}};
}

PlainWindows::FoundAnchor PlainWindows::found(const Anchor& anchor, const Moment& at) const {
  return std::visit(overloaded{
                        [](const std::monostate&) { return FoundAnchor{}; },
                        [&](const OfFact& of) { return found_instant(of.fact, at); },
                        [&](const OfReading& of) {
                          const auto& readings = readings_[of.fact];
                          return readings.empty() ? FoundAnchor{.unknown = true, .moment = {}}
                                                  : FoundAnchor{.moment = readings.back().time};
                        },
                        [&](const OfPlan& of) {
                          const auto& picked = plans_[of.plan].picked;
                          return FoundAnchor{.unknown = !picked, .moment = picked};
                        },
                    },
                    anchor);
}

const Interval& PlainWindows::interval_of(Plan& plan, const std::optional<Moment>& anchor,
                                          const Moment& at) const {
  const auto is_same = [](const std::optional<Moment>& a, const std::optional<Moment>& b) {
    return a.has_value() == b.has_value() && (!a || (*a == *b && a->offset_minutes == b->offset_minutes));
  };
  if (!is_same(plan.last_at, at) || !is_same(plan.last_anchor, anchor)) {
    plan.interval = waymark::interval_of(plan.word, plan.durations, anchor, at);
    plan.last_at = at;
    plan.last_anchor = anchor;
  }
  return plan.interval;
}

std::span<const PlainWindows::Reading> PlainWindows::inside(const Plan& plan,
                                                            const FoundAnchor& anchor) const {
  if (anchor.unknown || anchor.not_yet) return {};
  const auto& readings = readings_[plan.fact];
  auto first = readings.begin(), last = readings.end();
  while (first != last && !lies_in(*first->time, plan.interval)) ++first;
  while (last != first && !lies_in(*(last - 1)->time, plan.interval)) --last;
  return {first, last};
}

void PlainWindows::put(Plan& plan, const Moment& at) {
  plan.picked.reset();
  const auto anchor = found(plan.anchor, at);
  const bool recorded = !readings_[plan.fact].empty();
  if (plan.column) batch_.put_span(*plan.column, recorded, anchor.unknown);
  if (!recorded || anchor.unknown) return;
  if (!anchor.not_yet) interval_of(plan, anchor.moment, at);
  const auto readings = inside(plan, anchor);
  if (plan.count) return put_count(plan, readings, at);
  if (plan.window) return put_window(plan, readings, at);
  put_picked(plan, readings.back());
}

void PlainWindows::put_picked(Plan& plan, const Reading& reading) {
  plan.picked = reading.time;
  if (!plan.column) return;
  plan.gives_time ? batch_.put_moment(*plan.column, *reading.time)
                  : batch_.put_cell(*plan.column, reading.cell);
}

void PlainWindows::put_window(Plan& plan, std::span<const Reading> inside, const Moment& at) {
  if (plan.window->function == WindowFunction::number)
    return batch_.put_cell(*plan.column, static_cast<std::int64_t>(inside.size()));
  if (inside.empty()) return;
  switch (plan.window->function) {
    case WindowFunction::highest: {
      const auto* best = &inside.front();
      for (const auto& each : inside) best = each.cell >= best->cell ? &each : best;
      return put_picked(plan, *best);
    }
    case WindowFunction::lowest: {
      const auto* best = &inside.front();
      for (const auto& each : inside) best = each.cell <= best->cell ? &each : best;
      return put_picked(plan, *best);
    }
    case WindowFunction::earliest: return put_picked(plan, inside.front());
    case WindowFunction::latest: return put_picked(plan, inside.back());
    case WindowFunction::previous:
      return inside.size() > 1 ? put_picked(plan, inside[inside.size() - 2]) : void();
    case WindowFunction::average: return put_average(plan, inside);
    case WindowFunction::total: return put_total(plan, inside, at);
    case WindowFunction::number: break;
  }
}

namespace {

// In a grid with tenths, of which whole steps are `ten` each.
std::int64_t in_tenths(std::int64_t dividend, std::int64_t divisor) {
  auto whole = dividend / divisor;
  const auto rest = dividend % divisor;
  if (rest < 0) --whole;
  return whole * 10 + (rest == 0 ? 0 : 5);
}

}  // namespace

void PlainWindows::put_average(const Plan& plan, std::span<const Reading> inside) {
  std::int64_t sum = 0;
  for (const auto& each : inside) sum += each.cell;
  const auto cell = in_tenths(sum * (plan.factor / 10), static_cast<std::int64_t>(inside.size()));
  batch_.put_cell(*plan.column, cell);
}

void PlainWindows::put_total(const Plan& plan, std::span<const Reading> inside, const Moment& at) {
  const auto& from = plan.interval.from;
  std::int64_t sum = 0;
  bool is_empty = true;
  for (const auto& each : inside) {
    if (from && *each.time == *from) continue;
    sum += each.cell;
    is_empty = false;
  }
  if (is_empty) return;
  const auto& all = readings_[plan.fact];
  const auto latest = current_reading({FactReading{true, all.back().time, {}}}, at, validity_[plan.fact]);
  const auto& within = model_.facts[plan.fact].within;
  if (from && !latest.stale && *all.front().time <= *from) {
    batch_.put_cell(*plan.column, sum * plan.factor);
  } else if (within && !within->low.number.is_negative()) {
    batch_.put_least(*plan.column, sum * plan.factor);
  }
}

// Where nothing was measured in that time, nothing is said of it.
void PlainWindows::put_count(const Plan& plan, std::span<const Reading> inside, const Moment& at) {
  if (inside.empty()) return;
  const auto& column = layout_.columns[*plan.column];
  passing_.clear();
  for (const auto& each : inside) {
    if (is_in(each.cell, *column.passing) != column.passes_outside) passing_.push_back(*each.time);
  }
  const auto found = most_apart(passing_, plan.apart, at);
  const auto truth = count_truth(plan.count->word, {found, found}, plan.count->count);
  batch_.put_truth(*plan.column, truth == Truth::yes);
}

}  // namespace waymark::cohort
