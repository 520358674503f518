// What compiles can be run, and columns decide patients as the evaluator does.
#include <vector>

#include "careful_lines.hpp"
#include "columns_agreement.hpp"
#include "fuzz.hpp"
#include "interpreter/explain/decision_path.hpp"
#include "interpreter/scenarios/scenario.hpp"
#include "patient_generator.hpp"

namespace waymark::fuzz {
namespace {

constexpr std::uint64_t patients = 6;

// Nobody of whom something is known, and some of whom what the pathway looks at is.
std::vector<Person> people(const model::Model& model) {
  std::vector<Person> result{{empty_patient(model), generated::evaluation_moment()}};
  const generated::PatientGenerator generator{model};
  for (std::uint64_t seed = 0; seed < patients; ++seed)
    result.push_back({generator.patient(seed), generated::evaluation_moment()});
  return result;
}

void check_columns(const model::Model& model, const std::vector<Person>& people) {
  const auto program = columns::compile(model);
  columns::BatchEvaluator evaluator{program};
  columns::Batch batch{model, program.layout, columns::Keep::all_patients};
  for (const auto& person : people) batch.add(person.patient, person.at);
  const auto& outcome = evaluator.evaluate(batch);
  ColumnsComparison comparison{model, program};
  for (std::size_t i = 0; i < people.size(); ++i) {
    comparison.compare(outcome, i, people[i]);
    comparison.compare_needs(evaluator, batch, i, people[i]);
  }
  comparison.compare_needs(evaluator, batch, people, 0);
  expect_none(comparison.first());
}

void check_lines(const model::Model& model, const std::vector<Person>& people) {
  std::string lines;
  for (const auto& person : people) lines += generated::facts_json(model, person.patient) + "\n";
  const auto question = question_of(model);
  const auto careful = one_by_one(question, lines);
  if (!careful.rejected.empty()) fail("a generated patient is refused: " + careful.rejected.front().text);
  expect_none(difference(evaluated(question, lines), careful));
}

void check_paths(const Compilation& compilation, const std::vector<Person>& people) {
  for (const auto& person : people) {
    Evaluator evaluator{*compilation.model, person.patient, person.at};
    decision_path(evaluator, decide(evaluator), compilation.sources);
  }
  for (std::uint32_t i = 0; i < compilation.model->scenarios.size(); ++i) run_scenario(*compilation.model, i);
}

void check(std::string text) {
  const auto compilation = compiled(std::move(text));
  if (!compilation->model) return;
  const auto all = people(*compilation->model);
  check_columns(*compilation->model, all);
  check_lines(*compilation->model, all);
  check_paths(*compilation, all);
}

}  // namespace
}  // namespace waymark::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  waymark::fuzz::check(std::string{waymark::fuzz::text_of(data, size)});
  return 0;
}
