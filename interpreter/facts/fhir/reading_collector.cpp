#include "interpreter/facts/fhir/reading_collector.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace waymark::fhir {

namespace {

bool same_bound(const std::optional<Quantity>& a, const std::optional<Quantity>& b) {
  return a.has_value() == b.has_value() && (!a || *a == *b);
}

// Bounds are the same where both ends are.
bool same_reading(const FactReading& a, const FactReading& b) {
  const auto* first = std::get_if<Number>(&a.value);
  const auto* second = std::get_if<Number>(&b.value);
  if (first && second) return same_bound(first->low, second->low) && same_bound(first->high, second->high);
  return same_known_value(a.value, b.value);
}

}  // namespace

ReadingCollector::ReadingCollector(const model::Model& model, const FhirBinding& binding,
                                   std::optional<Moment> at)
    : model_{model}, binding_{binding}, at_{at}, found_(model.facts.size()) {
  result_.patient = empty_patient(model);
  result_.patient.at = at;
}

void ReadingCollector::add(model::FactId fact, FactReading reading, FhirPlace place) {
  found_[fact].push_back({std::move(reading), std::move(place)});
}

void ReadingCollector::add_event(model::FactId fact, EventValue event, std::string as_given,
                                 std::optional<Moment> recorded, FhirPlace place) {
  add(fact, {std::move(event), std::nullopt, std::move(as_given), recorded}, std::move(place));
}

void ReadingCollector::add_member(model::FactId fact, model::MemberIndex member, bool is_in,
                                  std::string as_given, FhirPlace place) {
  found_[fact].push_back({{is_in, std::nullopt, std::move(as_given)}, std::move(place), member});
}

// What was entered in error is as if it were not there; all else may be more than the record says.
void ReadingCollector::set_aside(std::optional<model::FactId> fact, NotUsed reason, std::string detail,
                                 FhirPlace place, std::optional<model::MemberIndex> member) {
  if (fact && reason != NotUsed::entered_in_error) doubtful_[{*fact, member}] = true;
  result_.not_used.push_back(
      {std::move(place.resource), std::move(place.element), fact, reason, std::move(detail)});
}

std::optional<Moment> ReadingCollector::time_of(const Found& found) const {
  return found.reading.time ? found.reading.time : at_;
}

void ReadingCollector::take(model::FactId fact, FactReading reading, const FhirPlace& place) {
  const auto* event = std::get_if<EventValue>(&reading.value);
  result_.used.push_back(
      {fact, place.resource, place.element, reading.as_given, event ? event->moment : reading.time});
  result_.patient.facts[fact].push_back(std::move(reading));
}

void ReadingCollector::conflict(model::FactId fact, const Found& found) {
  set_aside(fact, NotUsed::conflicting, found.reading.as_given, found.place, found.member);
}

// Those at one time agree, or none of them counts.
void ReadingCollector::finish_readings(model::FactId fact, std::vector<Found>& found) {
  std::ranges::stable_sort(found, [&](const Found& a, const Found& b) {
    const auto first = time_of(a), second = time_of(b);
    if (!first || !second) return first.has_value() && !second;
    return *first < *second;
  });
  for (std::size_t begin = 0; begin < found.size();) {
    auto end = begin + 1;
    while (end < found.size() && time_of(found[end]) == time_of(found[begin])) ++end;
    bool agree = true;
    for (auto i = begin + 1; i < end; ++i) agree &= same_reading(found[begin].reading, found[i].reading);
    if (!agree) {
      for (auto i = begin; i < end; ++i) conflict(fact, found[i]);
    } else {
      auto reading = found[begin].reading;
      for (auto i = begin + 1; i < end; ++i) {
        const auto& other = found[i].reading.recorded;
        reading.recorded =
            reading.recorded && other ? std::optional{std::min(*reading.recorded, *other)} : std::nullopt;
      }
      take(fact, std::move(reading), found[begin].place);
    }
    begin = end;
  }
}

// What did not happen once says something only where it did not happen otherwise, and nothing is in doubt.
void ReadingCollector::finish_event(model::FactId fact, std::vector<Found>& found) {
  std::ranges::stable_sort(found, {}, [](const Found& each) {
    const auto& moment = std::get<EventValue>(each.reading.value).moment;
    return std::pair{!moment.has_value(), moment.value_or(Moment{})};
  });
  const bool has_happened = !found.empty() && std::get<EventValue>(found.front().reading.value).moment;
  if (!has_happened && doubtful_.contains({fact, std::nullopt})) return;
  bool has_no = false;
  for (auto& each : found) {
    const bool is_no = !std::get<EventValue>(each.reading.value).moment;
    if (is_no && (has_happened || std::exchange(has_no, true))) continue;
    take(fact, std::move(each.reading), each.place);
  }
}

Truth ReadingCollector::finish_member(model::FactId fact, const std::vector<const Found*>& said) {
  if (said.empty()) return Truth::unknown;
  const auto is_in = [](const Found* each) { return std::get<bool>(each->reading.value); };
  const auto yes = std::ranges::count_if(said, is_in);
  if (yes > 0 && yes < std::ssize(said)) {
    for (const auto* each : said) conflict(fact, *each);
    return Truth::unknown;
  }
  for (const auto* each : said)
    result_.used.push_back({fact, each->place.resource, each->place.element, each->reading.as_given, {}});
  return yes > 0 ? Truth::yes : Truth::no;
}

void ReadingCollector::finish_set(model::FactId fact, std::vector<Found>& found, bool is_complete) {
  const auto& members = model_.facts[fact].type.members->members;
  MemberStates states{std::vector<Truth>(members.size(), Truth::unknown), false};
  std::vector<std::string> given;
  const bool all_in_doubt = doubtful_.contains({fact, std::nullopt});
  for (model::MemberIndex member = 0; member < members.size(); ++member) {
    std::vector<const Found*> said;
    for (const auto& each : found)
      if (each.member == member) said.push_back(&each);
    auto state = finish_member(fact, said);
    const bool in_doubt = all_in_doubt || doubtful_.contains({fact, member});
    if (is_complete && state == Truth::unknown && !in_doubt) state = Truth::no;
    states.states[member] = state;
    if (state != Truth::unknown) given.push_back(fmt::format("{}: {}", members[member].id, to_string(state)));
  }
  if (given.empty()) return;
  result_.patient.facts[fact].push_back(
      {std::move(states), std::nullopt, fmt::format("{{{}}}", fmt::join(given, ", "))});
}

// Searched in full, and not found.
void ReadingCollector::say_no(model::FactId fact) {
  if (!result_.patient.facts[fact].empty() || doubtful_.contains({fact, std::nullopt})) return;
  const auto kind = model_.facts[fact].type.kind;
  if (kind == TypeKind::yes_no) result_.patient.facts[fact].push_back({false, std::nullopt, "false"});
  if (kind == TypeKind::event) result_.patient.facts[fact].push_back({EventValue{}, std::nullopt, "[]"});
}

FhirPatient ReadingCollector::finish(const std::vector<bool>& is_searched) {
  for (model::FactId fact = 0; fact < found_.size(); ++fact) {
    const auto& source = binding_.facts[fact];
    const bool is_complete = source && source->is_complete && is_searched[fact];
    switch (model_.facts[fact].type.kind) {
      case TypeKind::event: finish_event(fact, found_[fact]); break;
      case TypeKind::any_of: finish_set(fact, found_[fact], is_complete); break;
      default: finish_readings(fact, found_[fact]);
    }
    if (is_complete) say_no(fact);
    const bool is_open = !is_searched[fact] || doubtful_.contains({fact, std::nullopt});
    result_.patient.in_doubt[fact] = model_.facts[fact].otherwise_no && is_open;
  }
  return std::move(result_);
}

}  // namespace waymark::fhir
