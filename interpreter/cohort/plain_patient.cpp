#include "interpreter/cohort/plain_patient.hpp"

#include <algorithm>
#include <array>

namespace waymark::cohort {

namespace {

constexpr std::array<std::int64_t, 9> powers_of_ten = {1,       10,        100,        1'000,      10'000,
                                                       100'000, 1'000'000, 10'000'000, 100'000'000};

// nullopt where a bound is on no step, so that the steps cannot tell what lies within.
std::optional<columns::Domain> steps_within(const columns::ColumnLayout& grid, const model::Fact& fact) {
  if (grid.places >= static_cast<int>(powers_of_ten.size())) return std::nullopt;
  if (!fact.within) return columns::domain(grid.width);
  const auto first = columns::step_of(grid, fact, fact.within->low);
  const auto last = columns::step_of(grid, fact, fact.within->high);
  if (!first || !last) return std::nullopt;
  return columns::Domain{*first, *last};
}

// nullopt where it is between two steps.
std::optional<std::int64_t> step(PlainNumber number, int places) {
  for (; number.places > places; --number.places) {
    if (number.digits % 10 != 0) return std::nullopt;
    number.digits /= 10;
  }
  return number.digits * powers_of_ten[static_cast<std::size_t>(places - number.places)];
}

std::optional<model::MemberIndex> member(const Type& type, std::string_view id) {
  const auto& members = type.members->members;
  const auto found = std::ranges::find(members, id, &Member::id);
  if (found == members.end()) return std::nullopt;
  return static_cast<model::MemberIndex>(found - members.begin());
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
    : model_{model}, batch_{batch}, begun_(model.facts.size()) {
  for (model::FactId fact = 0; fact < model.facts.size(); ++fact) plans_.push_back(plan(fact, layout));
}

PlainPatient::Plan PlainPatient::plan(model::FactId fact, const columns::Layout& layout) const {
  Plan result{&model_.facts[fact], std::nullopt, {}, std::nullopt};
  const auto found = std::ranges::find(layout.columns, fact, &columns::ColumnLayout::fact);
  if (found != layout.columns.end()) result.grid = *found;
  if (found != layout.columns.end() && found->used)
    result.column = static_cast<std::uint32_t>(found - layout.columns.begin());
  if (result.fact->type.kind != TypeKind::number) return result;
  if (!result.column) columns::choose_grid(result.grid, *result.fact, {});
  result.steps = steps_within(result.grid, *result.fact);
  return result;
}

bool PlainPatient::begin(model::FactId fact) { return std::exchange(begun_[fact], patient_) != patient_; }

bool PlainPatient::put_cell(const Plan& plan, std::int64_t value) {
  if (plan.column) batch_.put_cell(*plan.column, value);
  return true;
}

bool PlainPatient::number(model::FactId fact, const PlainNumber& number) {
  const auto& plan = plans_[fact];
  if (!plan.steps) return false;
  const auto found = step(number, plan.grid.places);
  if (!found || *found < plan.steps->first || *found > plan.steps->last) return false;
  return put_cell(plan, *found);
}

bool PlainPatient::truth(model::FactId fact, bool value) {
  const auto& plan = plans_[fact];
  const auto kind = plan.fact->type.kind;
  if (kind != TypeKind::yes_no && (kind != TypeKind::event || value)) return false;
  if (!plan.column) return true;
  if (kind == TypeKind::event) events_.emplace_back(*plan.column, EventValue{});
  if (kind == TypeKind::yes_no) batch_.put_truth(*plan.column, value ? Truth::yes : Truth::no);
  return true;
}

bool PlainPatient::put_moment(const Plan& plan, std::string_view text) {
  const auto moment = has_offset(text) ? parse_moment(text) : std::nullopt;
  if (!moment || !plan.column) return moment.has_value();
  if (plan.fact->type.kind == TypeKind::event) {
    events_.emplace_back(*plan.column, EventValue{*moment});
  } else {
    batch_.put_moment(*plan.column, *moment);
  }
  return true;
}

bool PlainPatient::text(model::FactId fact, std::string_view text) {
  const auto& plan = plans_[fact];
  switch (plan.fact->type.kind) {
    case TypeKind::one_of: {
      const auto found = member(plan.fact->type, text);
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
  const auto found = member(plan.fact->type, id);
  if (!found || std::ranges::find(listed_, *found) != listed_.end()) return false;
  listed_.push_back(*found);
  if (plan.column) batch_.put_member(*plan.column, *found, Truth::yes);
  return true;
}

bool PlainPatient::stated_member(model::FactId fact, std::string_view id, Truth truth) {
  const auto& plan = plans_[fact];
  if (plan.fact->type.kind != TypeKind::any_of) return false;
  const auto found = member(plan.fact->type, id);
  if (!found || !plan.column) return found.has_value();
  batch_.put_member(*plan.column, *found, truth);
  touch_set(*plan.column);
  return true;
}

void PlainPatient::add(const Moment& at) {
  for (const auto column : sets_) batch_.put_set(column);
  for (const auto& [column, event] : events_) batch_.put_event(column, event, at);
  batch_.add_put(at);
  next();
}

void PlainPatient::drop() {
  batch_.drop_put();
  next();
}

void PlainPatient::next() {
  sets_.clear();
  events_.clear();
  ++patient_;
}

}  // namespace waymark::cohort
