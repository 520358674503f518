// No class of patients is missed by what `diff` lists.
#include <set>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "golden.hpp"
#include "interpreter/diff/difference.hpp"
#include "interpreter/quality/mutants.hpp"
#include "lang/compile.hpp"
#include "patient_generator.hpp"
#include "program_generator.hpp"
#include "share.hpp"
#include "tools/report/mutation_words.hpp"

namespace waymark::diff_classes_test {
namespace {

// The classes that `diff` lists: "fluids.saline: advised -> undetermined".
std::set<std::string> listed_turns(const diff::Difference& found) {
  std::set<std::string> listed;
  for (const auto& each : found.statuses)
    listed.insert(fmt::format("{}: {} -> {}", each.id, to_string(each.before), to_string(each.after)));
  return listed;
}

// How often a patient's status changes; each change has to be listed.
std::size_t check_changes(const model::Model& model, const model::Model& mutant, const Patient& patient,
                          const std::set<std::string>& listed) {
  std::size_t changes = 0;
  Evaluator old{model, patient, generated::evaluation_moment()};
  Evaluator young{mutant, patient, generated::evaluation_moment()};
  const auto before = decide(old), after = decide(young);
  for (std::size_t r = 0; r < model.recommendations.size(); ++r) {
    const auto was = before.recommendations[r].status, is = after.recommendations[r].status;
    if (was == is) continue;
    ++changes;
    CHECK(listed.contains(
        fmt::format("{}: {} -> {}", model.recommendations[r].id, to_string(was), to_string(is))));
  }
  return changes;
}

std::size_t check_mutant(const Compilation& compilation, const Mutant& edit) {
  const auto& model = *compilation.model;
  const auto mutant = mutated(model, edit);
  const auto found = diff::difference({model, compilation.sources}, {mutant, compilation.sources});
  CHECK(found.fault == "");
  const auto listed = listed_turns(found);
  const generated::PatientGenerator generator{model};
  std::size_t changes = 0;
  for (std::uint64_t number = 0; number < 60; ++number) {
    auto patient = generator.patient(number);
    for (auto& parameter : patient.parameters) parameter.reset();
    changes += check_changes(model, mutant, patient, listed);
  }
  return changes;
}

}  // namespace

// Each class that a random patient shows is listed: no solver is asked for these.
TEST_CASE("no class of patients is missed", "[diff][random]") {
  std::size_t changes = 0;
  for (std::uint64_t seed = 0; seed < test::share(30); ++seed) {
    const auto compilation = compile({{"generated.pathway", generated::pathway(seed)}}, golden::stdlib());
    REQUIRE(compilation.model);
    const auto all = mutants(*compilation.model, compilation.sources);
    for (std::size_t i = seed % 7; i < all.size(); i += 1 + all.size() / 3) {
      INFO("seed " << seed << ": " << mutation_words(all[i].change));
      changes += check_mutant(compilation, all[i]);
    }
  }
  CHECK(changes >= test::least(20));
}

}  // namespace waymark::diff_classes_test
