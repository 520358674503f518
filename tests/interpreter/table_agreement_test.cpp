#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "agreement.hpp"
#include "columns_agreement.hpp"
#include "golden.hpp"
#include "lang/compile.hpp"
#include "lang/format/format.hpp"
#include "patient_generator.hpp"
#include "program_generator.hpp"
#include "share.hpp"

// Decision tables mean the same to the evaluator, the formulas and the columns.
namespace waymark::table_agreement_test {
namespace {

const std::uint64_t pathways = test::share(60);
constexpr std::uint64_t patients = 12;

std::vector<Person> random_people(const model::Model& model, std::uint64_t first) {
  const generated::PatientGenerator generator{model};
  std::vector<Person> result;
  for (std::uint64_t i = 0; i < patients; ++i) {
    auto patient = in_utc(generator.patient(first + i));
    patient.parameters = empty_patient(model).parameters;
    if (formulas_speak_of(patient)) result.push_back({std::move(patient), generated::evaluation_moment()});
  }
  return result;
}

std::string different_in_columns(const model::Model& model, const std::vector<Person>& people) {
  const auto program = columns::compile(model, empty_patient(model).parameters);
  columns::BatchEvaluator evaluator{program};
  columns::Batch batch{model, program.layout, columns::Keep::all_patients};
  for (const auto& person : people) batch.add(person.patient, person.at);
  ColumnsComparison comparison{model, program};
  const auto& outcome = evaluator.evaluate(batch);
  for (std::size_t i = 0; i < people.size(); ++i) {
    comparison.compare(outcome, i, people[i]);
    comparison.compare_needs(evaluator, batch, i, people[i]);
  }
  comparison.compare_needs(evaluator, batch, people, 0);
  return comparison.first();
}

}  // namespace

TEST_CASE("tables mean the same to the evaluator, the formulas and the columns", "[tables][agreement]") {
  std::size_t compared = 0;
  for (std::uint64_t seed = 0; seed < pathways; ++seed) {
    const auto compilation = compile({{"generated.pathway", generated::tables(seed)}}, golden::stdlib());
    INFO("seed " << seed << '\n' << generated::tables(seed));
    REQUIRE(compilation.model);
    const auto people = random_people(*compilation.model, seed * patients);
    Agreement agreement{*compilation.model, compilation.sources, compared};
    for (const auto& person : people) {
      INFO(generated::facts_json(*compilation.model, person.patient));
      CHECK(agreement.differences(person.patient, person.at) == "");
    }
    CHECK(different_in_columns(*compilation.model, people) == "");
  }
  CHECK(compared > pathways * patients * 10);
}

}  // namespace waymark::table_agreement_test
