#include "interpreter/facts/scenario_patient.hpp"

#include <algorithm>
#include <set>
#include <variant>

#include "interpreter/values/elapsed.hpp"
#include "interpreter/values/instant_range.hpp"
#include "interpreter/values/kleene.hpp"
#include "lang/text/overloaded.hpp"

// From the `given` of a scenario to the patient.
namespace waymark {
namespace {

// A scenario that does not say when it plays asks for nothing that depends on it.
const Moment moment_of_no_matter = *parse_moment("2000-01-01T00:00Z");

// When a reading was taken that is said to be older than the calendar, in a scenario that is refused for it.
const Moment first_moment = *parse_moment("0001-01-01T00:00Z");

// The scenario and all that it extends, the first one first.
std::vector<const model::Scenario*> with_extended(const model::Model& model, std::uint32_t index) {
  std::vector<const model::Scenario*> result{&model.scenarios[index]};
  while (result.back()->extends && result.size() <= model.scenarios.size()) {
    result.push_back(&model.scenarios[*result.back()->extends]);
  }
  std::ranges::reverse(result);
  return result;
}

// What is given in the chain and not replaced behind it, in its order. Only a member adds to what was there.
std::vector<const model::Given*> standing(const std::vector<const model::Scenario*>& chain) {
  std::vector<const model::Given*> result;
  std::set<model::Input> replaced;
  for (auto scenario = chain.rbegin(); scenario != chain.rend(); ++scenario) {
    for (auto given = (*scenario)->given.rbegin(); given != (*scenario)->given.rend(); ++given) {
      if (replaced.contains(given->input)) continue;
      result.push_back(&*given);
      if (!std::holds_alternative<model::GivenMember>(given->value)) replaced.insert(given->input);
    }
  }
  std::ranges::reverse(result);
  return result;
}

Moment moment_of(const ast::Instant& instant, std::int32_t offset_minutes) {
  return std::visit(
      overloaded{
          [&](const ast::DateLiteral& literal) { return start_of(literal.date, offset_minutes); },
          [&](const ast::MomentLiteral& literal) {
            return literal.has_offset ? literal.moment : at_same_clock_time(literal.moment, offset_minutes);
          },
      },
      instant.node);
}

class PatientBuilder {
 public:
  // The patient must outlive the builder.
  PatientBuilder(const model::Model& model, Moment at, Patient& patient)
      : model_{model}, at_{at}, patient_{patient} {}

  void add(const model::Given& given) {
    if (given.input.index() == 0) {
      const auto id = std::get<0>(given.input);
      patient_.facts[id] = readings(given, model_.facts[id].type, std::move(patient_.facts[id]));
      patient_.in_doubt[id] = model_.facts[id].otherwise_no && patient_.facts[id].empty();
    } else {
      const auto id = std::get<1>(given.input);
      patient_.parameters[id] = parameter(given, model_.parameters[id].type, patient_.parameters[id]);
    }
  }

 private:
  // `earlier` is what was given of the same fact before.
  std::vector<FactReading> readings(const model::Given& given, const Type& type,
                                    std::vector<FactReading> earlier) const {
    using Readings = std::vector<FactReading>;
    return std::visit(
        overloaded{
            [&](const model::GivenMember& member) {
              return Readings{untimed(with_member(member, type, earlier), type)};
            },
            [&](const model::GivenSet& set) { return Readings{untimed(closed_set(set, type), type)}; },
            [&](const model::NotHappened&) { return Readings{untimed(EventValue{}, type)}; },
            [&](const std::vector<model::GivenReading>& values) { return all_readings(values, type); },
        },
        given.value);
  }

  Value parameter(const model::Given& given, const Type& type, const std::optional<Value>& earlier) const {
    std::vector<FactReading> before;
    if (earlier) before.push_back(untimed(*earlier, type));
    auto values = readings(given, type, std::move(before));
    return values.empty() ? Value{unknown_because(UnknownReason::not_set)} : std::move(values.front().value);
  }

  static FactReading untimed(Value value, const Type& type) {
    auto text = to_string(value, type);
    return {std::move(value), std::nullopt, std::move(text)};
  }

  static Value closed_set(const model::GivenSet& set, const Type& type) {
    MemberStates states{std::vector<Truth>(type.members->members.size(), Truth::no), true};
    for (const auto member : set.members) states.states[member] = Truth::yes;
    return states;
  }

  static Value with_member(const model::GivenMember& given, const Type& type,
                           const std::vector<FactReading>& earlier) {
    MemberStates states{std::vector<Truth>(type.members->members.size(), Truth::unknown), false};
    if (!earlier.empty()) {
      if (const auto* set = std::get_if<MemberStates>(&earlier.front().value)) states = *set;
    }
    states.states[given.member] = given.value ? truth_of(*given.value) : Truth::unknown;
    return states;
  }

  // `unknown` is no reading; of a fact that is otherwise no it is an answer all the same.
  std::vector<FactReading> all_readings(const std::vector<model::GivenReading>& given,
                                        const Type& type) const {
    std::vector<FactReading> result;
    for (const auto& each : given) {
      auto reading =
          type.kind == TypeKind::event && !each.in_part ? occurrence(each, type) : this->reading(each, type);
      if (!std::holds_alternative<Unknown>(reading.value)) result.push_back(std::move(reading));
    }
    const auto untimed_last = [](const FactReading& a, const FactReading& b) {
      return a.time && (!b.time || *a.time < *b.time);
    };
    std::ranges::stable_sort(result, untimed_last);
    return result;
  }

  FactReading reading(const model::GivenReading& given, const Type& type) const {
    auto result = untimed(given.in_part ? partial_value(*given.in_part, type, at_.offset_minutes)
                                        : value_as_read(*given.value, type),
                          type);
    result.time = time_of(given.time);
    return result;
  }

  // A moment is the value of an event; an amount has one as its time.
  FactReading occurrence(const model::GivenReading& given, const Type& type) const {
    const auto* quantity = given.value ? std::get_if<Quantity>(&*given.value) : nullptr;
    if (given.value && !quantity) return reading(given, type);
    EventValue event{time_of(given.time).value_or(at_)};
    if (quantity) event.amount = amount_as_read(*quantity, type);
    auto result = untimed(std::move(event), type);
    if (quantity) result.as_given = to_string(*quantity);
    return result;
  }

  // A number may be in a unit of another dimension, for which the checker has found an exchange.
  Value value_as_read(const model::Constant& constant, const Type& type) const {
    const auto* quantity = std::get_if<Quantity>(&constant);
    const auto number = quantity ? number_as_read(*quantity, type) : std::nullopt;
    return number ? Value{*number} : value_of(constant, type, at_);
  }

  std::optional<Moment> time_of(const model::GivenTime& time) const {
    return std::visit(overloaded{
                          [](std::monostate) { return std::optional<Moment>{}; },
                          [&](const ast::Instant& instant) {
                            return std::optional{moment_of(instant, at_.offset_minutes)};
                          },
                          [&](const Quantity& ago) {
                            const auto read = shifted(at_, ago, true);
                            return std::optional{read ? std::get<Moment>(*read) : first_moment};
                          },
                      },
                      time.time);
  }

  const model::Model& model_;
  Moment at_;
  Patient& patient_;
};

}  // namespace

ScenarioPatient scenario_patient(const model::Model& model, std::uint32_t scenario) {
  const auto chain = with_extended(model, scenario);
  auto at = moment_of_no_matter;
  for (const auto* each : chain) {
    if (each->at) at = moment_of(*each->at, 0);
  }
  ScenarioPatient result{empty_patient(model), at};
  result.patient.at = at;
  for (const auto* given : standing(chain)) apply(model, *given, at, result.patient);
  return result;
}

std::map<model::Input, std::uint32_t> last_given(const model::Model& model, std::uint32_t scenario) {
  std::map<model::Input, std::uint32_t> result;
  for (const auto* each : with_extended(model, scenario)) {
    const auto index = static_cast<std::uint32_t>(each - model.scenarios.data());
    for (const auto& given : each->given) result[given.input] = index;
  }
  return result;
}

void apply(const model::Model& model, const model::Given& given, const Moment& at, Patient& patient) {
  PatientBuilder{model, at, patient}.add(given);
}

}  // namespace waymark
