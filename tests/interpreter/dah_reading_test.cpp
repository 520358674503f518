#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "compiled.hpp"
#include "interpreter/decide/outcome.hpp"
#include "interpreter/facts/json/facts_json.hpp"
#include "random_source.hpp"
#include "share.hpp"

// The guidance for diffuse alveolar hemorrhage, read a second time: who is advised what is written here once
// more in C++, with logic of its own, and held against the pathway for random patients of whom part is known.
namespace waymark::dah_reading_test {
namespace {

// Three-valued logic of its own: no is -1, not known is 0, yes is 1.
using Answer = int;
constexpr Answer no = -1;
constexpr Answer open = 0;
constexpr Answer yes = 1;

Answer all(std::initializer_list<Answer> answers) { return std::min(answers); }
Answer some(std::initializer_list<Answer> answers) { return std::max(answers); }
Answer opposite(Answer answer) { return -answer; }
Answer is(bool holds) { return holds ? yes : no; }
// Whatever is known counts, and one yes is enough.
Answer any_known(std::initializer_list<Answer> answers) {
  const auto most = std::max(answers);
  return most == yes ? yes : std::min(answers) == no ? no : open;
}

// When remission began, and which of the spans of the guidance have passed since.
struct Remission {
  const char* json;
  Answer began;
  int months;  // whole ones since then
};

const std::vector<Remission> remissions{
    {"false", no, 0},
    {"\"2026-11-24T09:00:00Z\"", no, 0},
    {"\"2026-11-23T08:59:00Z\"", yes, 0},
    {"\"2026-05-23T09:00:01Z\"", yes, 5},
    {"\"2026-05-23T09:00:00Z\"", yes, 6},
    {"\"2025-05-23T09:00:01Z\"", yes, 17},
    {"\"2025-05-23T09:00:00Z\"", yes, 18},
    {"\"2022-11-23T09:00:01Z\"", yes, 47},
    {"\"2022-11-23T09:00:00Z\"", yes, 48},
    {"\"2026-01-15\"", yes, 10},
    {"\"2024-02-29\"", yes, 32},
    {"\"1999-12-31\"", yes, 322},
};
constexpr const char* moment = "2026-11-23T09:00:00Z";

using Number = std::optional<int>;

Answer below(Number value, Number limit) { return value && limit ? is(*value < *limit) : open; }
Answer at_least(Number value, Number limit) { return opposite(below(value, limit)); }
Answer above(Number value, Number limit) { return below(limit, value); }

// A value, and how many minutes before the moment it was taken; one that says no time was taken just then.
struct Taken {
  int value;
  std::optional<int> minutes_ago;

  int age() const { return minutes_ago.value_or(0); }
};
// None is of the same minute as another one.
using Readings = std::vector<Taken>;

struct RandomPatient {
  std::map<std::string, Answer> answers;  // facts that are yes or no
  std::map<std::string, Answer> causes;
  Readings tensions, fractions;           // of oxygen in the blood, and of what is breathed in
  std::map<std::string, Number> numbers;  // of facts and parameters, each in its declared unit
  std::optional<Remission> remission;

  Answer answer(const std::string& id) const { return answers.at(id); }
  Answer cause(const std::string& id) const { return causes.at(id); }
  Number number(const std::string& id) const { return numbers.at(id); }
};

const std::vector<std::string> judgements{"hemorrhage_active",    "history_of_aav",
                                          "hypoxemia_observed",   "severe_respiratory_failure",
                                          "refractory",           "standard_therapy_failed",
                                          "life_threatening",     "unresponsive_to_medical_management",
                                          "bleeding_controlled",  "kidney_transplant_candidate",
                                          "severe_kidney_failure"};
const std::vector<std::string> members{"aav", "sle", "other_autoimmune", "infection", "hct", "other"};

struct Measured {
  const char* id;
  const char* unit;
  std::vector<int> values;
  bool is_parameter = false;
};
const std::vector<Measured> measurements{
    {"spo2", "%", {84, 89, 90, 97}},           {"platelets", "10^9/L", {49, 50, 51}},
    {"age", "years", {17, 59, 60, 61}},        {"lung_area_involved", "%", {49, 50, 51}},
    {"hemoptysis_rate", "mL/h", {19, 20, 21}}, {"platelet_target", "10^9/L", {50}, true},
    {"older_age", "years", {60}, true},        {"rapid_hemoptysis_rate", "mL/h", {20}, true},
};

const std::vector<int> tensions{59, 60, 63, 90, 120};
const std::vector<int> fractions{21, 30, 40, 100};
// Some of them half an hour apart, and a minute more or less; the last ones are yet to come.
const std::vector<int> minutes_before{0, 1, 2, 10, 30, 31, 32, 40, 41, 61, -1, -30};

Readings random_readings(generated::RandomSource& random, const std::vector<int>& values) {
  if (random.flip()) return {{random.one_of(values), std::nullopt}};
  Readings result;
  std::set<int> ages;
  for (int count = 1 + random.below(3); count > 0; --count) {
    const auto age = random.one_of(minutes_before);
    if (ages.insert(age).second) result.push_back({random.one_of(values), age});
  }
  return result;
}

RandomPatient random_patient(std::uint64_t seed) {
  generated::RandomSource random{seed};
  const int unknown_of_ten = random.below(10);
  const auto is_missing = [&] { return random.below(10) < unknown_of_ten; };
  const auto answer = [&] { return is_missing() ? open : is(random.flip()); };
  RandomPatient result;
  for (const auto& id : judgements) result.answers[id] = answer();
  for (const auto& id : members) result.causes[id] = answer();
  for (const auto& each : measurements)
    result.numbers[each.id] = is_missing() ? Number{} : Number{random.one_of(each.values)};
  if (!is_missing()) result.tensions = random_readings(random, tensions);
  if (!is_missing()) result.fractions = random_readings(random, fractions);
  if (!is_missing()) result.remission = random.one_of(remissions);
  return result;
}

// The clock stands at 9:00.
std::string time_before(int minutes) {
  const int of_day = 9 * 60 - minutes;
  return fmt::format("2026-11-23T{:02}:{:02}:00Z", of_day / 60, of_day % 60);
}

std::string json_of(const Readings& readings, const char* unit) {
  std::vector<std::string> result;
  for (const auto& [value, minutes_ago] : readings) {
    const auto time = minutes_ago ? fmt::format(R"(, "time": "{}")", time_before(*minutes_ago)) : "";
    result.push_back(fmt::format(R"({{"value": {}, "unit": "{}"{}}})", value, unit, time));
  }
  return fmt::format("[{}]", fmt::join(result, ", "));
}

std::string json_of(const RandomPatient& patient) {
  std::vector<std::string> facts, parameters, causes;
  const auto append_answers = [](const auto& answers, auto& lines) {
    for (const auto& [id, answer] : answers)
      if (answer != open) lines.push_back(fmt::format("\"{}\": {}", id, answer == yes));
  };
  append_answers(patient.answers, facts);
  append_answers(patient.causes, causes);
  if (!causes.empty()) facts.push_back(fmt::format("\"causes\": {{{}}}", fmt::join(causes, ", ")));
  for (const auto& each : measurements) {
    const auto value = patient.number(each.id);
    auto& lines = each.is_parameter ? parameters : facts;
    if (value)
      lines.push_back(fmt::format(R"("{}": {{"value": {}, "unit": "{}"}})", each.id, *value, each.unit));
  }
  if (!patient.tensions.empty())
    facts.push_back(fmt::format("\"pao2\": {}", json_of(patient.tensions, "mmHg")));
  if (!patient.fractions.empty())
    facts.push_back(fmt::format("\"fio2\": {}", json_of(patient.fractions, "%")));
  if (patient.remission) facts.push_back(fmt::format("\"remission_since\": {}", patient.remission->json));
  return fmt::format(R"({{"at": "{}", "facts": {{{}}}, "parameters": {{{}}}}})", moment,
                     fmt::join(facts, ", "), fmt::join(parameters, ", "));
}

// What the statements of the guidance say of one patient.
class Reading {
 public:
  explicit Reading(const RandomPatient& patient) : patient_{patient} {}

  std::map<std::string, Answer> statements() const {
    auto result = of_the_first_hours();
    result.merge(of_adjuncts_and_causes());
    result.merge(of_the_time_after());
    return result;
  }

 private:
  std::map<std::string, Answer> of_the_first_hours() const {
    return {
        {"initial.respiratory_support", acute()},
        {"initial.mechanical_ventilation", all({acute(), judged("severe_respiratory_failure")})},
        {"initial.pulse", acute()},
        {"initial.assess_oxygenation", acute()},
        {"initial.severe_presentation", all({acute(), hypoxemia()})},
        {"immunosuppression.induction",
         all({acute(), some({cause("aav"), cause("sle"), cause("other_autoimmune")})})},
        {"plasma_exchange.exchange", all({acute(), hypoxemia()})},
        {"plasma_exchange.other_indications", all({acute(), is(hypoxemia() != yes)})},
        {"monitoring.response", acute()},
    };
  }

  std::map<std::string, Answer> of_adjuncts_and_causes() const {
    return {
        {"adjunctive.platelets", all({acute(), below(number("platelets"), number("platelet_target"))})},
        {"adjunctive.antifibrinolytic", all({acute(), judged("refractory")})},
        {"adjunctive.rfviia", all({acute(), judged("refractory"), judged("standard_therapy_failed")})},
        {"adjunctive.ecmo",
         all({acute(), judged("life_threatening"), judged("unresponsive_to_medical_management")})},
        {"etiology.antimicrobials", all({acute(), cause("infection")})},
        {"etiology.hct", all({acute(), cause("hct")})},
        {"etiology.sle_refractory", all({acute(), cause("sle"), judged("refractory")})},
        {"prognosis.rapid_hemoptysis",
         all({acute(), at_least(number("hemoptysis_rate"), number("rapid_hemoptysis_rate"))})},
        {"prognosis.aav_risk", all({acute(), cause("aav"), aav_risk()})},
        {"prognosis.vte", all({acute(), judged("bleeding_controlled")})},
        {"special.benign_course", all({acute(), opposite(hypoxemia()), may_be_called_benign()})},
    };
  }

  std::map<std::string, Answer> of_the_time_after() const {
    return {
        {"monitoring.maintenance", all({aav(), remission_lasts(), opposite(for_months(48))})},
        {"monitoring.in_remission", all({remission(), is(judged("hemorrhage_active") == open)})},
        {"monitoring.minimum_reached",
         all({aav(), remission_lasts(), for_months(18), opposite(for_months(48))})},
        {"special.refer", judged("refractory")},
        {"special.delay_transplant", all({judged("kidney_transplant_candidate"), aav(),
                                          opposite(all({remission_lasts(), for_months(6)}))})},
    };
  }

  Answer judged(const std::string& id) const { return patient_.answer(id); }
  Answer cause(const std::string& id) const { return patient_.cause(id); }
  Number number(const std::string& id) const { return patient_.number(id); }

  // Where nothing is said of the bleeding it is taken to be there, but not in remission.
  Answer acute() const {
    const auto bleeds = judged("hemorrhage_active");
    return bleeds == open && remission() != yes ? yes : bleeds;
  }
  Answer aav() const { return some({judged("history_of_aav"), cause("aav")}); }

  Answer remission() const { return patient_.remission ? patient_.remission->began : open; }
  // Our reading: who bleeds again is in remission no longer.
  Answer remission_lasts() const { return all({remission(), is(judged("hemorrhage_active") != yes)}); }
  Answer for_months(int months) const {
    return remission() == yes ? is(patient_.remission->months >= months) : open;
  }

  // The last that was taken by then, so many minutes ago.
  static const Taken* last(const Readings& readings, int minutes_ago) {
    const Taken* result = nullptr;
    for (const auto& each : readings) {
      if (each.age() >= minutes_ago && (!result || each.age() < result->age())) result = &each;
    }
    return result;
  }
  static Number latest(const Readings& readings) {
    const auto* reading = last(readings, 0);
    return reading ? Number{reading->value} : Number{};
  }

  // The ratio of oxygen tension to the fraction breathed in is 300 mmHg or less. Our reading: what was
  // breathed in half an hour before the blood was taken, or just then; what came later is another matter.
  Answer low_ratio() const {
    const auto* tension = last(patient_.tensions, 0);
    const auto* fraction = tension ? last(patient_.fractions, tension->age()) : nullptr;
    if (!fraction || fraction->age() - tension->age() > 30) return open;
    return is(tension->value * 100 <= 300 * fraction->value);
  }
  Answer measured_hypoxemia() const {
    const auto low = any_known({below(number("spo2"), 90), below(latest(patient_.tensions), 60)});
    return some({low, all({on_oxygen(), low_ratio()})});
  }
  Answer on_oxygen() const { return above(latest(patient_.fractions), 21); }
  Answer hypoxemia() const { return any_known({judged("hypoxemia_observed"), measured_hypoxemia()}); }

  Answer aav_risk() const {
    return some({at_least(number("age"), number("older_age")), judged("severe_kidney_failure"), hypoxemia(),
                 above(number("lung_area_involved"), 50)});
  }
  // Our reading: in severe failure on oxygen only a measurement rules hypoxemia out.
  Answer may_be_called_benign() const {
    const auto severe = all({judged("severe_respiratory_failure"), on_oxygen()});
    return some({is(severe != yes), is(measured_hypoxemia() == no)});
  }

  const RandomPatient& patient_;
};

Answer answer_of(Status status) {
  return status == Status::advised ? yes : status == Status::not_advised ? no : open;
}

std::map<std::string, Answer> by_the_pathway(const std::string& json) {
  const auto& model = golden::dah();
  const auto read = read_patient(json, model, std::nullopt);
  REQUIRE(std::holds_alternative<Patient>(read));
  Evaluator evaluator{model, std::get<Patient>(read), *parse_moment(moment)};
  const auto outcome = decide(evaluator);
  std::map<std::string, Answer> result;
  for (std::size_t i = 0; i < model.recommendations.size(); ++i)
    result[model.recommendations[i].id] = answer_of(outcome.recommendations[i].status);
  for (std::size_t i = 0; i < model.notes.size(); ++i)
    result[model.notes[i].id] = answer_of(outcome.notes[i].status);
  return result;
}

TEST_CASE("a second reading of the guidance finds the same for patients of whom part is known", "[dah]") {
  std::map<std::string, std::map<Answer, int>> seen;
  const auto patients = test::share(100'000);
  for (std::uint64_t seed = 0; seed < patients; ++seed) {
    const auto patient = random_patient(seed);
    const auto json = json_of(patient);
    const auto expected = Reading{patient}.statements();
    const auto found = by_the_pathway(json);
    if (found != expected) {
      CAPTURE(json);
      CHECK(found == expected);
    }
    for (const auto& [id, answer] : found) ++seen[id][answer];
  }
  CHECK(seen.size() == 25);
  for (const auto& [id, answers] : seen) {
    CAPTURE(id);
    CHECK(answers.size() == 3);
  }
}

}  // namespace
}  // namespace waymark::dah_reading_test
