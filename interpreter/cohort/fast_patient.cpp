#include "interpreter/cohort/fast_patient.hpp"

#include <algorithm>

#include "interpreter/evaluate/evaluator.hpp"

namespace waymark::cohort {

namespace {

// nullopt where the zero points differ, or the factor is no short fraction.
std::optional<UnitScale> scale_between(const Unit& unit, const Unit& declared) {
  if (same_unit(unit, declared)) return UnitScale{};
  if (!same_dimension(unit, declared) || unit.offset != 0 || declared.offset != 0) return std::nullopt;
  const Rational factor = unit.scale / declared.scale;
  const auto& numerator = factor.get_num();
  const auto& denominator = factor.get_den();
  if (!numerator.fits_slong_p() || !denominator.fits_slong_p() || numerator <= 0) return std::nullopt;
  return UnitScale{numerator.get_si(), denominator.get_si()};
}

// `Z`, or `+01:00` behind a time of day. A moment without it has the offset of `at`.
bool has_offset(std::string_view moment) {
  constexpr std::size_t shortest = std::string_view{"2026-11-23T08:30Z"}.size();
  if (moment.size() < shortest) return false;
  const auto sign = moment[moment.size() - 6];
  return moment.back() == 'Z' || sign == '+' || sign == '-';
}

}  // namespace

PlainPatient::PlainPatient(const model::Model& model, const columns::Layout& layout, columns::Batch& batch)
    : model_{model},
      batch_{batch},
      windows_{model, layout, batch},
      begun_(model.facts.size()),
      units_(model.facts.size()) {
  for (model::FactId fact = 0; fact < model.facts.size(); ++fact) {
    plans_.push_back(plain_fact(model, fact, layout));
    plans_.back().is_kept = windows_.keeping(fact).kept;
  }
  has_windows_ =
      std::ranges::any_of(layout.columns, [](const auto& column) { return column.used && column.window; });
  for (const auto& fact : model.facts) validity_.push_back(validity(model, fact, layout.site));
}

bool PlainPatient::event(model::FactId fact, bool has_happened) {
  const auto& plan = plans_[fact];
  if (plan.kind != TypeKind::event || has_happened) return false;
  if (plan.column) events_.emplace_back(*plan.column, EventValue{});
  return put_instant(fact, {});
}

bool PlainPatient::put_moment(model::FactId fact, std::string_view text) {
  const auto& plan = plans_[fact];
  const auto moment = has_offset(text) ? parse_moment(text) : std::nullopt;
  if (plan.fact->type.has_amounts || !moment) return false;
  if (!put_instant(fact, {Instant::Kind::moment, {}, *moment})) return false;
  if (!plan.column) return true;
  if (plan.kind == TypeKind::event) {
    events_.emplace_back(*plan.column, EventValue{*moment});
  } else {
    batch_.put_moment(*plan.column, *moment);
  }
  return true;
}

bool PlainPatient::time(model::FactId fact, std::string_view text) {
  const auto moment = has_offset(text) ? moments_.read(text) : std::nullopt;
  if (moment && plans_[fact].column) times_.emplace_back(fact, *moment);
  if (moment && plans_[fact].is_kept) windows_.add_time(fact, *moment);
  return moment.has_value();
}

std::optional<UnitScale> PlainPatient::scale(model::FactId fact, std::string_view unit) {
  if (unit.empty()) return UnitScale{};
  auto& known = units_[fact];
  const auto found = std::ranges::find(known, unit, &KnownUnit::text);
  if (found != known.end()) return found->scale;
  const auto parsed = model_.units.parse(unit);
  const auto* meant = std::get_if<UnitPtr>(&parsed);
  const auto scale = meant ? scale_between(**meant, *plans_[fact].fact->type.unit) : std::nullopt;
  if (known.size() < most_known_units) known.push_back({std::string{unit}, scale});
  return scale;
}

std::optional<std::int64_t> PlainPatient::cell_of(model::FactId fact, const PlainNumber& number,
                                                  std::string_view unit) {
  const auto& plan = plans_[fact];
  const auto step = plan.steps && unit.empty() ? step_of(number, plan.grid.places) : std::nullopt;
  if (step && *step >= plan.steps->first && *step <= plan.steps->last) return step;
  const auto scale = plan.steps ? this->scale(fact, unit) : std::nullopt;
  const auto place = scale ? place_of(number, *scale, plan.grid.places) : std::nullopt;
  if (!place || place->step < plan.steps->first || place->step > plan.steps->last) return std::nullopt;
  if (place->is_on_step) return place->step;
  if (windows_.keeping(fact).exact) return std::nullopt;
  const bool is_within = place->step < plan.steps->last || plan.goes_beyond;
  return is_within && stands_for_next(plan.grid, place->step) ? std::optional{place->step} : std::nullopt;
}

bool PlainPatient::number_in(model::FactId fact, const PlainNumber& number, std::string_view unit) {
  const auto cell = cell_of(fact, number, unit);
  return cell && put_step(fact, *cell);
}

// Mostly the readings of a list stand in the order of their times.
bool PlainPatient::is_doubled(model::FactId fact, const Moment& time) {
  const bool is_first = readings_.empty() || readings_.back().fact != fact;
  rises_ = is_first || (rises_ && readings_.back().time < time);
  return !rises_ && std::ranges::any_of(readings_, [&](const Reading& reading) {
    return reading.fact == fact && reading.time == time;
  });
}

bool PlainPatient::listed_number(model::FactId fact, const PlainNumber& number, std::string_view unit,
                                 std::string_view time) {
  const auto cell = cell_of(fact, number, unit);
  const auto moment = cell && has_offset(time) ? moments_.read(time) : std::nullopt;
  if (!moment) return false;
  if (is_doubled(fact, *moment) || readings_.size() > most_summands) return false;
  readings_.push_back({fact, *cell, *moment});
  if (plans_[fact].is_kept) windows_.add_reading(fact, *cell, *moment);
  return is_addable(fact, *cell);
}

// `7.3 kPa`
bool PlainPatient::quantity(model::FactId fact, std::string_view text) {
  const char* at = text.data();
  const char* const end = at + text.size();
  const auto number = plain_number(at, end);
  if (!number || at == end || *at != ' ' || at + 1 == end) return false;
  return number_in(fact, *number, {at + 1, end});
}

bool PlainPatient::text(model::FactId fact, std::string_view text) {
  const auto& plan = plans_[fact];
  switch (plan.kind) {
    case TypeKind::one_of: {
      const auto found = member_called(plan.fact->type, text);
      return found && put_cell(plan, *found) && !windows_.keeping(fact).refused;
    }
    case TypeKind::date: {
      const auto date = parse_date(text);
      return date && put_cell(plan, date->days) && put_instant(fact, {Instant::Kind::date, *date, {}});
    }
    case TypeKind::moment:
    case TypeKind::event: return put_moment(fact, text);
    case TypeKind::number: return quantity(fact, text);
    default: return false;
  }
}

void PlainPatient::touch_set(std::uint32_t column) {
  if (std::ranges::find(sets_, column) == sets_.end()) sets_.push_back(column);
}

bool PlainPatient::begin_list(model::FactId fact) {
  const auto& plan = plans_[fact];
  if (plan.kind != TypeKind::any_of) return false;
  listed_.clear();
  if (!plan.column) return true;
  const auto count = plan.fact->type.members->members.size();
  for (model::MemberIndex each = 0; each < count; ++each) batch_.put_member(*plan.column, each, Truth::no);
  touch_set(*plan.column);
  return true;
}

// The same member twice is a mistake.
bool PlainPatient::list_member(model::FactId fact, std::string_view id) {
  const auto& plan = plans_[fact];
  const auto found = member_called(plan.fact->type, id);
  if (!found || std::ranges::find(listed_, *found) != listed_.end()) return false;
  listed_.push_back(*found);
  if (plan.column) batch_.put_member(*plan.column, *found, Truth::yes);
  return true;
}

bool PlainPatient::stated_member(model::FactId fact, std::string_view id, Truth truth) {
  const auto& plan = plans_[fact];
  if (plan.kind != TypeKind::any_of) return false;
  const auto found = member_called(plan.fact->type, id);
  if (!found || !plan.column) return found.has_value();
  batch_.put_member(*plan.column, *found, truth);
  touch_set(*plan.column);
  return true;
}

void PlainPatient::put_rest(const Moment& at) {
  for (const auto column : sets_) batch_.put_set(column, at);
  for (const auto& [column, event] : events_) batch_.put_event(column, event, at);
  for (const auto& [fact, time] : times_) put_time(fact, time, at);
  put_latest(at);
}

void PlainPatient::put_time(model::FactId fact, const Moment& time, const Moment& at) {
  const auto& plan = plans_[fact];
  const auto current = current_reading({FactReading{true, time, {}}}, at, validity_[fact]);
  const auto seen = !current.reading ? columns::Batch::Seen::not_yet
                    : current.stale  ? columns::Batch::Seen::stale
                                     : columns::Batch::Seen::current;
  batch_.put_time(*plan.column, time, seen);
}

// The readings of one fact stand together.
void PlainPatient::put_latest(const Moment& at) {
  for (auto first = readings_.begin(); first != readings_.end();) {
    const auto fact = first->fact;
    const auto* latest = static_cast<const Reading*>(nullptr);
    for (; first != readings_.end() && first->fact == fact; ++first) {
      if (first->time <= at && (!latest || latest->time < first->time)) latest = &*first;
    }
    if (!latest || !plans_[fact].column) continue;
    put_cell(plans_[fact], latest->cell);
    put_time(fact, latest->time, at);
  }
}

void PlainPatient::drop() {
  batch_.drop_put();
  windows_.clear();
  next();
}

}  // namespace waymark::cohort
