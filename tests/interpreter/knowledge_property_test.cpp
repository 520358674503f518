#include <algorithm>
#include <set>

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <rapidcheck/catch.h>

#include "compiled.hpp"
#include "golden.hpp"
#include "interpreter/decide/outcome.hpp"
#include "interpreter/facts/input_names.hpp"

// What is decided on incomplete facts is decided for good: more facts settle what was open, and turn nothing.
namespace waymark::knowledge_property_test {
namespace {

const Moment now = *parse_moment("2026-11-23T08:30:00Z");

const model::Model& monotone() {
  static const auto compilation = golden::compiled(golden::folder() / "statuses" / "monotone.pathway");
  return *compilation->model;
}

Value number(const model::Fact& fact) {
  const auto tenths = *rc::gen::inRange(0, 1001);
  auto amount = divide(Quantity{Decimal{tenths}}, Quantity{Decimal{10}});
  if (fact.within) {  // between the bounds, in tenths of a percent of the way
    const auto share = divide(Quantity{Decimal{tenths}}, Quantity{Decimal{1000}});
    const auto width = subtract(fact.within->high, fact.within->low);
    amount = add(fact.within->low, *multiply(*width, *share));
  } else {
    amount->unit = fact.type.unit;
  }
  return Number{amount, amount};
}

Truth any_truth() { return *rc::gen::element(Truth::yes, Truth::no, Truth::unknown); }

// What is known of each member: as it was where that was known.
Value states(const model::Fact& fact, const MemberStates& before, bool everything) {
  MemberStates result = before;
  result.states.resize(fact.type.members->members.size(), Truth::unknown);
  for (auto& state : result.states) {
    if (state != Truth::unknown) continue;
    state = everything ? *rc::gen::element(Truth::yes, Truth::no) : any_truth();
  }
  return result;
}

// It has not happened, or a whole number of days ago.
Value event() {
  if (*rc::gen::inRange(0, 4) == 0) return EventValue{std::nullopt};
  const auto days = std::int64_t{*rc::gen::inRange(0, 2000)};
  return EventValue{add_microseconds(now, -days * 86'400'000'000)};
}

std::optional<Value> known_value(const model::Fact& fact, const MemberStates& before, bool everything) {
  switch (fact.type.kind) {
    case TypeKind::yes_no: return Value{*rc::gen::arbitrary<bool>()};
    case TypeKind::number: return number(fact);
    case TypeKind::one_of:
      return Value{static_cast<model::MemberIndex>(
          *rc::gen::inRange<std::size_t>(0, fact.type.members->members.size()))};
    case TypeKind::any_of: return states(fact, before, everything);
    case TypeKind::date: return Value{*add_days(date_of(now), *rc::gen::inRange(-2000, 100))};
    case TypeKind::event: return event();
    default: return std::nullopt;
  }
}

void record(Patient& patient, const model::Model& model, model::FactId fact, bool everything) {
  auto& readings = patient.facts[fact];
  const auto before = readings.empty() ? MemberStates{} : std::get<MemberStates>(readings.front().value);
  if (auto value = known_value(model.facts[fact], before, everything)) {
    readings = {FactReading{std::move(*value), std::nullopt, "generated"}};
  }
}

Patient any_patient(const model::Model& model, int percent_known) {
  auto patient = empty_patient(model);
  for (model::FactId fact = 0; fact < model.facts.size(); ++fact) {
    if (*rc::gen::inRange(0, 100) < percent_known) record(patient, model, fact, percent_known == 100);
  }
  for (model::ParameterId id = 0; id < model.parameters.size(); ++id) {
    if (*rc::gen::inRange(0, 100) >= percent_known) continue;
    const Quantity value{Decimal{*rc::gen::inRange(0, 130)}, model.parameters[id].type.unit};
    patient.parameters[id] = Value{Number{value, value}};
  }
  return patient;
}

bool can_learn(const Patient& patient, model::FactId fact) {
  const auto& readings = patient.facts[fact];
  if (readings.empty()) return true;
  const auto* members = std::get_if<MemberStates>(&readings.front().value);
  return members && std::ranges::count(members->states, Truth::unknown) > 0;
}

std::vector<model::FactId> learnable(const model::Model& model, const Patient& patient) {
  // Of these one that is known is enough, and one that shows hypoxemia outweighs others: more of them may
  // turn it.
  const std::set<std::string> alternatives{"hypoxemia_observed", "spo2", "pao2", "fio2"};
  const auto is_alternative = [&](model::FactId fact) { return alternatives.contains(model.facts[fact].id); };
  bool one_is_known = false;
  for (model::FactId fact = 0; fact < model.facts.size(); ++fact) {
    one_is_known = one_is_known || (is_alternative(fact) && !patient.facts[fact].empty());
  }
  std::vector<model::FactId> result;
  for (model::FactId fact = 0; fact < model.facts.size(); ++fact) {
    if (can_learn(patient, fact) && !(one_is_known && is_alternative(fact))) result.push_back(fact);
  }
  return result;
}

Outcome decided(const model::Model& model, const Patient& patient) {
  Evaluator evaluator{model, patient, now};
  return decide(evaluator);
}

struct Compared {
  std::string id;
  const StatementOutcome& before;
  const StatementOutcome& after;
};

std::vector<Compared> compared(const model::Model& model, const Outcome& before, const Outcome& after) {
  std::vector<Compared> result;
  const auto append = [&](const auto& statements, const auto& first, const auto& second) {
    for (std::size_t i = 0; i < statements.size(); ++i)
      result.push_back({statements[i].id, first[i], second[i]});
  };
  append(model.recommendations, before.recommendations, after.recommendations);
  append(model.contraindications, before.contraindications, after.contraindications);
  append(model.notes, before.notes, after.notes);
  return result;
}

// These ask what is known, and turn with it.
const std::set<std::string> about_knowledge{"plasma_exchange.other_indications", "special.benign_course"};

// So does whether a hemorrhage is acute, as long as nobody has said so.
void say_whether_it_bleeds(Patient& patient, const model::Model& model) {
  const auto fact = std::ranges::find(model.facts, "hemorrhage_active", &model::Fact::id);
  if (fact == model.facts.end()) return;
  const auto id = static_cast<model::FactId>(fact - model.facts.begin());
  if (patient.facts[id].empty()) record(patient, model, id, false);
}

// One more fact: nothing known turns, and what did not need it stays open.
void check_learning(const model::Model& model) {
  auto patient = any_patient(model, *rc::gen::element(0, 30, 60, 90));
  say_whether_it_bleeds(patient, model);
  const auto open = learnable(model, patient);
  RC_PRE(!open.empty());
  const auto before = decided(model, patient);
  const auto fact = *rc::gen::elementOf(open);
  record(patient, model, fact, false);
  const auto after = decided(model, patient);
  RC_TAG(model.facts[fact].id);
  for (const auto& [id, was, is] : compared(model, before, after)) {
    if (about_knowledge.contains(id)) continue;
    RC_LOG() << id << ": " << to_string(was.status) << ", then " << to_string(is.status) << '\n';
    const bool needed =
        std::ranges::find(was.needs, model::Input{std::in_place_index<0>, fact}) != was.needs.end();
    if (was.status != Status::undetermined || !needed) RC_ASSERT(was.status == is.status);
  }
}

void check_needs(const model::Model& model) {
  const auto patient = any_patient(model, *rc::gen::element(0, 30, 60, 90));
  const auto outcome = decided(model, patient);
  for (const auto& [id, one, same] : compared(model, outcome, outcome)) {
    RC_LOG() << id << '\n';
    RC_ASSERT(one.needs.empty() == (one.status != Status::undetermined));
    for (const auto& input : one.needs) {
      if (input.index() == 0) RC_ASSERT(can_learn(patient, std::get<0>(input)));
      if (input.index() == 1) RC_ASSERT(!patient.parameters[std::get<1>(input)]);
    }
  }
}

void check_full_knowledge(const model::Model& model) {
  const auto patient = any_patient(model, 100);
  const auto outcome = decided(model, patient);
  for (const auto& input : outcome.needs) RC_LOG() << "needs " << InputNames{model}.name(input) << '\n';
  RC_ASSERT(outcome.needs.empty());
  RC_ASSERT(outcome.violated.empty());
  for (const auto& [id, one, same] : compared(model, outcome, outcome)) {
    RC_LOG() << id << '\n';
    RC_ASSERT(one.status != Status::undetermined);
  }
}

TEST_CASE("more facts never turn what is decided", "[properties]") {
  rc::prop("of the DAH pathway", [] { check_learning(golden::dah()); });
  rc::prop("of a pathway with every operation", [] { check_learning(monotone()); });
}

TEST_CASE("what is open needs facts that are missing, and nothing else does", "[properties]") {
  rc::prop("of the DAH pathway", [] { check_needs(golden::dah()); });
  rc::prop("of a pathway with every operation", [] { check_needs(monotone()); });
}

TEST_CASE("of a patient of whom everything is known nothing is open", "[properties]") {
  rc::prop("of the DAH pathway", [] { check_full_knowledge(golden::dah()); });
  rc::prop("of a pathway with every operation", [] { check_full_knowledge(monotone()); });
}

TEST_CASE("no patient breaks a property of the DAH pathway", "[properties]") {
  rc::prop("whatever is known", [] {
    const auto patient = any_patient(golden::dah(), *rc::gen::element(0, 30, 60, 90));
    const auto outcome = decided(golden::dah(), patient);
    RC_ASSERT(outcome.violated.empty());
    RC_ASSERT(outcome.conflicts.empty());
  });
}

}  // namespace
}  // namespace waymark::knowledge_property_test
