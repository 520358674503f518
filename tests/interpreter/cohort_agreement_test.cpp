// What the columns say of each patient is what the evaluator says of them alone.
#include <algorithm>

#include <catch2/catch.hpp>

#include "columns_agreement.hpp"
#include "compiled.hpp"
#include "golden.hpp"
#include "interpreter/columns/evaluate.hpp"
#include "interpreter/facts/json/facts_json.hpp"
#include "lang/compile.hpp"
#include "patient_generator.hpp"
#include "program_generator.hpp"
#include "share.hpp"

namespace waymark::cohort_agreement_test {
namespace {

const std::uint64_t random_pathways = test::share(200);
constexpr std::size_t patients_each = 60;

ColumnsAgreement check_all(const model::Model& model, const std::vector<Person>& people,
                           const columns::Site& site = {}) {
  auto result = hold_columns_against_evaluator(model, people, site);
  INFO(result.first_difference);
  CHECK(result.different == 0);
  return result;
}

enum class Moments { one, several };

std::vector<Person> random_people(const model::Model& model, std::size_t count, Moments moments) {
  const generated::PatientGenerator generator{model};
  std::vector<Person> result;
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    const auto shift = moments == Moments::one ? 0 : static_cast<std::int64_t>(seed % 97) * 3'601'250'000;
    result.push_back({generator.patient(seed), *add_microseconds(generated::evaluation_moment(), shift)});
  }
  return result;
}

// One in eleven keeps parameters of their own.
void share_parameters(std::vector<Person>& people, const columns::Site& site) {
  for (std::size_t i = 0; i < people.size(); ++i) {
    if (i % 11 != 0) people[i].patient.parameters = site;
  }
}

TEST_CASE("columns decide the alveolar hemorrhage as the evaluator does", "[columns]") {
  const auto& model = golden::dah();
  for (const auto moments : {Moments::one, Moments::several}) {
    auto people = random_people(model, test::share(6000), moments);
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
}  // namespace waymark::cohort_agreement_test
