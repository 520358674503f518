// What the columns say of each patient is what the evaluator says of him alone.
#include <algorithm>
#include <set>
#include <tuple>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "compiled.hpp"
#include "golden.hpp"
#include "interpreter/columns/evaluate.hpp"
#include "interpreter/facts_json.hpp"
#include "lang/compile.hpp"
#include "patient_generator.hpp"
#include "program_generator.hpp"

namespace waymark {
namespace {

constexpr std::uint64_t random_pathways = 200;
constexpr std::size_t patients_each = 60;

struct Person {
  Patient patient;
  Moment at;
};

using ConflictKey = std::tuple<model::RecommendationId, model::RecommendationId, model::ActionId>;

// How many statuses differ, or conflicts, or broken properties; the first is described.
class Comparison {
 public:
  Comparison(const model::Model& model, const columns::Program& program) : model_{model}, program_{program} {}

  void compare(const columns::BatchOutcome& found, std::size_t index, const Person& person) {
    Evaluator evaluator{model_, person.patient, person.at};
    const auto expected = decide(evaluator);
    statuses(model_.recommendations, expected.recommendations, found.recommendations, index, person);
    statuses(model_.contraindications, expected.contraindications, found.contraindications, index, person);
    statuses(model_.notes, expected.notes, found.notes, index, person);
    conflicts(expected, found, index, person);
    for (std::uint32_t i = 0; i < model_.properties.size(); ++i) {
      const bool is_violated = std::ranges::find(expected.violated, i) != expected.violated.end();
      check(is_violated == columns::test(found.violated[i], index), model_.properties[i].text, person);
    }
  }

  // What each undetermined statement needs.
  void compare_needs(columns::BatchEvaluator& found, const columns::Batch& batch, std::size_t index,
                     const Person& person) {
    Evaluator evaluator{model_, person.patient, person.at};
    const auto expected = decide(evaluator);
    using Kind = model::StatementKind;
    const auto check_all = [&](Kind kind, const std::vector<StatementOutcome>& outcomes) {
      for (std::uint32_t i = 0; i < outcomes.size(); ++i) {
        if (outcomes[i].status != Status::undetermined) continue;
        const model::StatementReference statement{kind, i};
        const bool agrees = found.needs(batch, statement, index) == outcomes[i].needs;
        check(agrees, "needs of " + model::statement(model_, statement).id, person);
      }
    };
    check_all(Kind::recommendation, expected.recommendations);
    check_all(Kind::contraindication, expected.contraindications);
    check_all(Kind::note, expected.notes);
  }

  // The same of all patients of a batch at once.
  void compare_needs(columns::BatchEvaluator& found, const columns::Batch& batch,
                     const std::vector<Person>& people, std::size_t first) {
    using Kind = model::StatementKind;
    const auto check_all = [&](Kind kind, std::size_t statements) {
      for (std::uint32_t i = 0; i < statements; ++i) check_needed(found, batch, {kind, i}, people, first);
    };
    check_all(Kind::recommendation, model_.recommendations.size());
    check_all(Kind::contraindication, model_.contraindications.size());
    check_all(Kind::note, model_.notes.size());
  }

  std::size_t compared() const { return compared_; }
  std::size_t different() const { return different_; }
  const std::string& first() const { return first_; }

 private:
  void check_needed(columns::BatchEvaluator& found, const columns::Batch& batch,
                    const model::StatementReference& statement, const std::vector<Person>& people,
                    std::size_t first) {
    const auto needed = found.needs(batch, statement);
    const auto condition = model::statement(model_, statement).condition;
    for (std::size_t patient = 0; patient < batch.size(); ++patient) {
      const auto& person = people[first + patient];
      Evaluator evaluator{model_, person.patient, person.at};
      std::set<model::Input> wanted, there;
      if (evaluator.truth(condition) == Truth::unknown) {
        for (const auto& input : evaluator.needs(condition)) wanted.insert(input);
      }
      for (const auto& [input, patients] : needed) {
        if (columns::test(patients, patient)) there.insert(input);
      }
      check(wanted == there, "needs of all for " + model::statement(model_, statement).id, person);
    }
  }

  template <typename Statement>
  void statuses(const std::vector<Statement>& statements, const std::vector<StatementOutcome>& expected,
                const std::vector<columns::StatusBits>& found, std::size_t index, const Person& person) {
    for (std::size_t i = 0; i < statements.size(); ++i) {
      const auto status = columns::status(found[i], index);
      check(status == expected[i].status,
            fmt::format("{}: {}, by the columns {}", statements[i].id, to_string(expected[i].status),
                        to_string(status)),
            person);
    }
  }

  void conflicts(const Outcome& expected, const columns::BatchOutcome& found, std::size_t index,
                 const Person& person) {
    std::set<ConflictKey> wanted, there;
    for (const auto& each : expected.conflicts) wanted.insert({each.first, each.second, each.action});
    for (std::size_t i = 0; i < program_.conflicts.size(); ++i) {
      const auto& [first, second, action] = program_.conflicts[i].conflict;
      if (columns::test(found.conflicts[i], index)) there.insert({first, second, action});
    }
    check(wanted == there, fmt::format("{} conflicts, by the columns {}", wanted.size(), there.size()),
          person);
  }

  void check(bool agrees, const std::string& what, const Person& person) {
    ++compared_;
    if (agrees) return;
    if (different_++ == 0) first_ = what + " of " + generated::facts_json(model_, person.patient);
  }

  const model::Model& model_;
  const columns::Program& program_;
  std::size_t compared_ = 0, different_ = 0;
  std::string first_;
};

struct Checked {
  std::size_t comparisons = 0;
  std::size_t exceptional = 0;  // patients whom the columns cannot hold
};

// Holds all of them against the evaluator, a batch at a time.
Checked check_all(const model::Model& model, const std::vector<Person>& people,
                  const columns::Site& site = {}) {
  Checked checked;
  const auto program = columns::compile(model, site);
  columns::BatchEvaluator evaluator{program};
  Comparison comparison{model, program};
  for (std::size_t first = 0; first < people.size(); first += columns::batch_size) {
    columns::Batch batch{model, program.layout, columns::Keep::all_patients};
    const auto count = std::min(columns::batch_size, people.size() - first);
    for (std::size_t i = 0; i < count; ++i) batch.add(people[first + i].patient, people[first + i].at);
    checked.exceptional += batch.exceptional().size();
    const auto& outcome = evaluator.evaluate(batch);
    for (std::size_t i = 0; i < count; ++i) {
      comparison.compare(outcome, i, people[first + i]);
      comparison.compare_needs(evaluator, batch, i, people[first + i]);
    }
    comparison.compare_needs(evaluator, batch, people, first);
  }
  INFO(comparison.first());
  CHECK(comparison.different() == 0);
  checked.comparisons = comparison.compared();
  return checked;
}

enum class Moments { one, several };

std::vector<Person> random_people(const model::Model& model, std::size_t count, Moments moments) {
  const generated::PatientGenerator generator{model};
  std::vector<Person> result;
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    const auto shift = moments == Moments::one ? 0 : static_cast<std::int64_t>(seed % 97) * 3601;
    result.push_back({generator.patient(seed), *add_seconds(generated::evaluation_moment(), shift)});
  }
  return result;
}

// One in eleven keeps parameters of his own.
void share_parameters(std::vector<Person>& people, const columns::Site& site) {
  for (std::size_t i = 0; i < people.size(); ++i) {
    if (i % 11 != 0) people[i].patient.parameters = site;
  }
}

TEST_CASE("columns decide the alveolar hemorrhage as the evaluator does", "[columns]") {
  const auto& model = golden::dah();
  for (const auto moments : {Moments::one, Moments::several}) {
    auto people = random_people(model, 6000, moments);
    const columns::Site site =
        moments == Moments::one ? people[1].patient.parameters : empty_patient(model).parameters;
    share_parameters(people, site);
    const auto checked = check_all(model, people, site);
    CHECK(checked.comparisons > people.size() * model.recommendations.size());
    CHECK(checked.exceptional * 5 < people.size());
    CHECK(checked.exceptional > 0);
  }
}

TEST_CASE("columns decide 100,000 patients as the evaluator does", "[.][columns-long]") {
  auto people = random_people(golden::dah(), 100'000, Moments::one);
  const auto site = people[1].patient.parameters;
  share_parameters(people, site);
  check_all(golden::dah(), people, site);
}

TEST_CASE("columns decide random pathways as the evaluator does", "[columns]") {
  std::size_t exceptional = 0, comparisons = 0;
  for (std::uint64_t seed = 0; seed < random_pathways; ++seed) {
    const auto compilation = compile({{"generated.pathway", generated::pathway(seed)}}, golden::stdlib());
    REQUIRE(compilation.model);
    INFO("seed " << seed << '\n' << generated::pathway(seed));
    auto people =
        random_people(*compilation.model, patients_each, seed % 3 == 0 ? Moments::several : Moments::one);
    const auto site = people[1].patient.parameters;
    share_parameters(people, site);
    const auto checked = check_all(*compilation.model, people, site);
    exceptional += checked.exceptional;
    comparisons += checked.comparisons;
  }
  CHECK(comparisons > random_pathways * patients_each);
  CHECK(exceptional * 3 < random_pathways * patients_each);
}

TEST_CASE("columns decide the patients beside the pathways as the evaluator does", "[columns]") {
  const auto now = generated::evaluation_moment();
  const auto& model = golden::dah();
  std::vector<Person> people;
  for (const auto& entry : std::filesystem::directory_iterator{golden::root() / "pathways/dah/patients"}) {
    const auto read = read_patient(golden::read_text(entry.path()), model, std::nullopt);
    const auto& patient = std::get<Patient>(read);
    people.push_back({patient, patient.at.value_or(now)});
  }
  REQUIRE(people.size() > 5);
  check_all(model, people);
}

// A library decides nothing; its definitions are asked for by themselves. Gives how many truths were
// compared.
std::size_t check_definitions(const model::Model& model) {
  std::vector<model::ExprId> conditions;
  for (const auto& define : model.defines) {
    if (define.value && define.type.kind == TypeKind::yes_no) conditions.push_back(*define.value);
  }
  const auto program = columns::compile(model, {}, conditions);
  columns::Batch batch{model, program.layout, columns::Keep::all_patients};
  auto people = random_people(model, 500, Moments::one);
  share_parameters(people, empty_patient(model).parameters);
  for (const auto& person : people) batch.add(person.patient, person.at);
  columns::BatchEvaluator evaluator{program};
  const auto& outcome = evaluator.evaluate(batch);
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    for (std::size_t patient = 0; patient < people.size(); ++patient) {
      Evaluator alone{model, people[patient].patient, people[patient].at};
      const auto truth = alone.truth(conditions[i]);
      REQUIRE(columns::test(outcome.conditions[i].yes, patient) == (truth == Truth::yes));
      REQUIRE(columns::test(outcome.conditions[i].no, patient) == (truth == Truth::no));
    }
  }
  return conditions.size() * people.size();
}

TEST_CASE("columns decide the definitions of the libraries as the evaluator does", "[columns]") {
  std::size_t comparisons = 0;
  for (const auto& entry : std::filesystem::directory_iterator{golden::stdlib()}) {
    INFO(entry.path().string());
    if (entry.path().extension() != ".pathway") continue;
    comparisons += check_definitions(*golden::compiled(entry.path())->model);
  }
  CHECK(comparisons > 1'000);
}

TEST_CASE("columns decide the pathways of the golden files as the evaluator does", "[columns]") {
  std::size_t comparisons = 0;
  for (const auto& path : golden::pathways()) {
    const auto loaded = load_pathway(path);
    if (!std::holds_alternative<std::vector<LoadedFile>>(loaded)) continue;
    const auto compilation = compile(std::get<std::vector<LoadedFile>>(loaded), golden::stdlib());
    if (!compilation.model || compilation.model->recommendations.empty()) continue;
    INFO(path.string());
    auto people = random_people(*compilation.model, 40, Moments::one);
    const auto site = people[1].patient.parameters;
    share_parameters(people, site);
    comparisons += check_all(*compilation.model, people, site).comparisons;
  }
  CHECK(comparisons > 5'000);
}

}  // namespace
}  // namespace waymark
