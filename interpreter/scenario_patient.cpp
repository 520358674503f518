#include <algorithm>
#include <variant>

#include "interpreter/elapsed.hpp"
#include "interpreter/scenario.hpp"
#include "lang/overloaded.hpp"

// From the `given` of a scenario to the patient.
namespace waymark {
namespace {

// A scenario that does not say when it plays asks for nothing that depends on it.
const Moment moment_of_no_matter = *parse_moment("2000-01-01T00:00Z");

// The scenario and all that it extends, the first one first.
std::vector<const model::Scenario*> with_extended(const model::Model& model, std::uint32_t index) {
  std::vector<const model::Scenario*> result{&model.scenarios[index]};
  while (result.back()->extends && result.size() <= model.scenarios.size()) {
    result.push_back(&model.scenarios[*result.back()->extends]);
  }
  std::ranges::reverse(result);
  return result;
}

Moment moment_of(const ast::Instant& instant, std::int32_t offset_minutes) {
  return std::visit(overloaded{
                        [&](const ast::DateLiteral& literal) { return start_of(literal.date, offset_minutes); },
                        [&](const ast::MomentLiteral& literal) {
                          if (literal.has_offset) return literal.moment;
                          return Moment{literal.moment.seconds - offset_minutes * std::int64_t{60}, offset_minutes};
                        },
                    },
                    instant.node);
}

class PatientBuilder {
 public:
  PatientBuilder(const model::Model& model, Moment at) : model_{model}, at_{at}, patient_{empty_patient(model)} {
    patient_.at = at;
  }

  void add(const model::Given& given) {
    const bool is_fact = given.input.index() == 0;
    is_fact ? add_fact(std::get<0>(given.input), given) : add_parameter(std::get<1>(given.input), given);
  }

  Patient patient() { return std::move(patient_); }

 private:
  void add_fact(model::FactId id, const model::Given& given) {
    auto& readings = patient_.facts[id];
    std::visit(overloaded{
                   [&](const model::GivenMember& member) { state_member(readings, id, member); },
                   [&](const model::GivenSet& set) { readings = {untimed(closed_set(id, set), id)}; },
                   [&](const model::NotHappened&) { readings = {untimed(EventValue{}, id)}; },
                   [&](const std::vector<model::GivenReading>& timed) { readings = all_readings(timed, id); },
               },
               given.value);
  }

  // Parameters are no sets and no events, and have no times.
  void add_parameter(model::ParameterId id, const model::Given& given) {
    const auto* readings = std::get_if<std::vector<model::GivenReading>>(&given.value);
    if (!readings || readings->empty()) return;
    patient_.parameters[id] = value_of(readings->front().value, model_.parameters[id].type, at_);
  }

  std::size_t member_count(model::FactId id) const {
    const auto& members = model_.facts[id].type.members;
    return members ? members->members.size() : 0;
  }

  FactReading untimed(Value value, model::FactId id) const {
    auto text = to_string(value, model_.facts[id].type);
    return {std::move(value), std::nullopt, std::move(text)};
  }

  Value closed_set(model::FactId id, const model::GivenSet& set) const {
    MemberStates states{std::vector<Truth>(member_count(id), Truth::no), true};
    for (const auto member : set.members) states.states[member] = Truth::yes;
    return states;
  }

  void state_member(std::vector<FactReading>& readings, model::FactId id, const model::GivenMember& given) const {
    MemberStates states{std::vector<Truth>(member_count(id), Truth::unknown), false};
    if (!readings.empty()) states = std::get<MemberStates>(readings.front().value);
    states.states[given.member] = !given.value ? Truth::unknown : *given.value ? Truth::yes : Truth::no;
    readings = {untimed(states, id)};
  }

  // `unknown` is no reading: nothing is recorded then.
  std::vector<FactReading> all_readings(const std::vector<model::GivenReading>& given, model::FactId id) const {
    std::vector<FactReading> readings;
    for (const auto& each : given) {
      const auto value = value_of(each.value, model_.facts[id].type, at_);
      if (std::holds_alternative<Unknown>(value)) continue;
      readings.push_back({in_own_dimension(value, id), time_of(each.time), to_string(value, model_.facts[id].type)});
    }
    const auto untimed_last = [](const FactReading& a, const FactReading& b) {
      return a.time && (!b.time || *a.time < *b.time);
    };
    std::ranges::stable_sort(readings, untimed_last);
    return readings;
  }

  // Across mass and amount of substance a reading is converted to what the fact is declared in.
  Value in_own_dimension(const Value& value, model::FactId id) const {
    const auto number = known_number(value);
    const auto& fact = model_.facts[id];
    if (!number || !fact.molar_mass || same_dimension(*number->unit, *fact.type.unit)) return value;
    const auto converted = convert_by_molar_mass(*number, fact.type.unit, *fact.molar_mass);
    return converted ? Value{Number{*converted, *converted}} : value;
  }

  std::optional<Moment> time_of(const model::GivenTime& time) const {
    return std::visit(overloaded{
                          [](std::monostate) { return std::optional<Moment>{}; },
                          [&](const ast::Instant& instant) { return std::optional{moment_of(instant, at_.offset_minutes)}; },
                          [&](const Quantity& ago) {
                            const auto read = shifted(at_, ago, true);
                            return read ? std::optional{std::get<Moment>(*read)} : std::nullopt;
                          },
                      },
                      time.time);
  }

  const model::Model& model_;
  Moment at_;
  Patient patient_;
};

}  // namespace

ScenarioPatient scenario_patient(const model::Model& model, std::uint32_t scenario) {
  const auto chain = with_extended(model, scenario);
  auto at = moment_of_no_matter;
  for (const auto* each : chain) {
    if (each->at) at = moment_of(*each->at, 0);
  }
  PatientBuilder builder{model, at};
  for (const auto* each : chain) {
    for (const auto& given : each->given) builder.add(given);
  }
  return {builder.patient(), at};
}

}  // namespace waymark
