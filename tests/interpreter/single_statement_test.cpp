// What is said of one statement, or of two recommendations, is what is said of them among all others.
#include <algorithm>

#include <catch2/catch.hpp>

#include "golden.hpp"
#include "interpreter/decide/outcome.hpp"
#include "lang/compile.hpp"
#include "patient_generator.hpp"
#include "program_generator.hpp"
#include "share.hpp"

namespace waymark::single_statement_test {
namespace {

const std::uint64_t random_pathways = test::share(120);
constexpr std::uint64_t patients_each = 10;

bool are_same(const StatementOutcome& a, const StatementOutcome& b) {
  return a.status == b.status && a.needs == b.needs && a.blocked_by == b.blocked_by &&
         a.struck_out == b.struck_out;
}

// How many of the statements are decided otherwise by themselves.
std::size_t different_statements(Evaluator& evaluator, model::StatementKind kind,
                                 const std::vector<StatementOutcome>& outcomes) {
  std::size_t different = 0;
  for (std::uint32_t i = 0; i < outcomes.size(); ++i)
    different += are_same(decide(evaluator, {kind, i}), outcomes[i]) ? 0 : 1;
  return different;
}

// How many pairs of recommendations are in conflict; each is so by itself exactly where it is among all.
std::size_t conflicting_pairs(Evaluator& evaluator, const std::vector<Conflict>& conflicts) {
  std::size_t found = 0;
  const auto count = static_cast<model::RecommendationId>(evaluator.model().recommendations.size());
  for (model::RecommendationId first = 0; first < count; ++first) {
    for (model::RecommendationId second = first + 1; second < count; ++second) {
      const auto is_of_both = [&](const Conflict& conflict) {
        return std::min(conflict.first, conflict.second) == first &&
               std::max(conflict.first, conflict.second) == second;
      };
      const auto expected = std::ranges::count_if(conflicts, is_of_both);
      const auto there = conflicts_between(evaluator, second, first);
      CHECK(static_cast<std::ptrdiff_t>(there.size()) == expected);
      found += there.empty() ? 0 : 1;
    }
  }
  return found;
}

}  // namespace

TEST_CASE("one statement by itself is decided as among all others", "[outcome]") {
  using Kind = model::StatementKind;
  std::size_t conflicts = 0;
  for (std::uint64_t seed = 0; seed < random_pathways; ++seed) {
    INFO("seed " << seed);
    const auto compilation = compile({{"generated.pathway", generated::pathway(seed)}}, golden::stdlib());
    REQUIRE(compilation.model);
    const generated::PatientGenerator generator{*compilation.model};
    for (std::uint64_t number = 0; number < patients_each; ++number) {
      const auto patient = generator.patient(number);
      Evaluator all{*compilation.model, patient, generated::evaluation_moment()};
      const auto outcome = decide(all);
      Evaluator alone{*compilation.model, patient, generated::evaluation_moment()};
      CHECK(different_statements(alone, Kind::recommendation, outcome.recommendations) == 0);
      CHECK(different_statements(alone, Kind::contraindication, outcome.contraindications) == 0);
      CHECK(different_statements(alone, Kind::note, outcome.notes) == 0);
      CHECK(violated_properties(alone) == outcome.violated);
      conflicts += conflicting_pairs(alone, outcome.conflicts);
    }
  }
  CHECK(conflicts >= test::least(20));
}

}  // namespace waymark::single_statement_test
