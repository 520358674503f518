#include "interpreter/cohort/plain_patient.hpp"

#include <algorithm>

#include "interpreter/evaluator.hpp"

namespace waymark::cohort {

namespace {

constexpr std::array<std::int64_t, 9> powers_of_ten = {1,       10,        100,        1'000,      10'000,
                                                       100'000, 1'000'000, 10'000'000, 100'000'000};

// Whether numbers mean the same in both.
bool is_same_unit(const UnitPtr& unit, const UnitPtr& other) {
  if (!same_dimension(*unit, *other)) return false;
  const auto is_same = [&](std::int64_t number) {
    return Quantity{Decimal{number}, unit} == Quantity{Decimal{number}, other};
  };
  return is_same(0) && is_same(1);
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
    : model_{model}, batch_{batch}, begun_(model.facts.size()), units_(model.facts.size()) {
  for (model::FactId fact = 0; fact < model.facts.size(); ++fact)
    plans_.push_back(plain_fact(model, fact, layout));
}

bool PlainPatient::event(const PlainFact& plan, bool has_happened) {
  if (plan.fact->type.kind != TypeKind::event || has_happened) return false;
  if (plan.column) events_.emplace_back(*plan.column, EventValue{});
  return true;
}

bool PlainPatient::put_moment(const PlainFact& plan, std::string_view text) {
  const auto moment = has_offset(text) ? parse_moment(text) : std::nullopt;
  if (!moment || !plan.column) return moment.has_value();
  if (plan.fact->type.kind == TypeKind::event) {
    events_.emplace_back(*plan.column, EventValue{*moment});
  } else {
    batch_.put_moment(*plan.column, *moment);
  }
  return true;
}

bool PlainPatient::time(model::FactId fact, std::string_view text) {
  const auto moment = has_offset(text) ? parse_moment(text) : std::nullopt;
  if (moment && plans_[fact].column) times_.emplace_back(fact, *moment);
  return moment.has_value();
}

bool PlainPatient::is_declared_unit(model::FactId fact, std::string_view unit) {
  auto& known = units_[fact];
  const auto found = std::ranges::find(known, unit, &KnownUnit::text);
  if (found != known.end()) return found->is_declared;
  const auto parsed = model_.units.parse(unit);
  const auto* meant = std::get_if<UnitPtr>(&parsed);
  const bool is_declared = meant && is_same_unit(*meant, plans_[fact].fact->type.unit);
  if (known.size() < most_known_units) known.push_back({std::string{unit}, is_declared});
  return is_declared;
}

bool PlainPatient::text(model::FactId fact, std::string_view text) {
  const auto& plan = plans_[fact];
  switch (plan.fact->type.kind) {
    case TypeKind::one_of: {
      const auto found = member_called(plan.fact->type, text);
      return found && put_cell(plan, *found);
    }
    case TypeKind::date: {
      const auto date = parse_date(text);
      return date && put_cell(plan, date->days);
    }
    case TypeKind::moment:
    case TypeKind::event: return put_moment(plan, text);
    default: return false;
  }
}

void PlainPatient::touch_set(std::uint32_t column) {
  if (std::ranges::find(sets_, column) == sets_.end()) sets_.push_back(column);
}

bool PlainPatient::begin_list(model::FactId fact) {
  const auto& plan = plans_[fact];
  if (plan.fact->type.kind != TypeKind::any_of) return false;
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
  if (plan.fact->type.kind != TypeKind::any_of) return false;
  const auto found = member_called(plan.fact->type, id);
  if (!found || !plan.column) return found.has_value();
  batch_.put_member(*plan.column, *found, truth);
  touch_set(*plan.column);
  return true;
}

void PlainPatient::put_rest(const Moment& at) {
  for (const auto column : sets_) batch_.put_set(column, at);
  for (const auto& [column, event] : events_) batch_.put_event(column, event, at);
  for (const auto& [fact, time] : times_) {
    const auto& plan = plans_[fact];
    const auto current = current_reading(*plan.fact, {FactReading{true, time, {}}}, at);
    const auto seen = !current.reading ? columns::Batch::Seen::not_yet
                      : current.stale  ? columns::Batch::Seen::stale
                                       : columns::Batch::Seen::current;
    batch_.put_time(*plan.column, time, seen);
  }
}

void PlainPatient::drop() {
  batch_.drop_put();
  next();
}

}  // namespace waymark::cohort
