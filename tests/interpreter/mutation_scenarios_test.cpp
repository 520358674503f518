// The scenario that `mutate` offers against a mutant, written into the file: it is read, it passes, and the
// mutant no longer survives.
#include <filesystem>

#include <catch2/catch.hpp>

#include "compiled.hpp"
#include "golden.hpp"
#include "interpreter/quality/mutation_run.hpp"
#include "interpreter/scenarios/scenario.hpp"
#include "program_generator.hpp"
#include "share.hpp"
#include "tools/report/expect_words.hpp"
#include "tools/report/mutation_words.hpp"

namespace waymark::mutation_scenarios_test {
namespace {

std::string without_scenarios(const std::filesystem::path& path) {
  auto text = golden::read_text(path);
  const auto first = text.find("\nscenario ");
  return first == text.npos ? text : text.substr(0, first + 1);
}

// A random property may be violated by the patient, whom the scenario leaves as they are.
void expect_to_be_met(const model::Model& model) {
  for (const auto& each : run_scenario(model, 0).expects) {
    INFO(unmet_words(model, each));
    CHECK(each.met);
  }
}

void expect_to_kill(const std::string& text, const std::string& scenario, std::size_t mutant) {
  const auto with = golden::compiled_text(text + scenario);
  INFO(golden::errors_of(with) << scenario);
  REQUIRE(with.model);
  expect_to_be_met(*with.model);
  CHECK(MutantTrial{*with.model, with.sources}.is_killed(mutants(*with.model, with.sources).at(mutant)));
}

// How many scenarios are offered. `step`: each mutant, every second one, ...
std::size_t try_offers(const std::string& text, std::size_t step) {
  const auto original = golden::compiled_text(text);
  INFO(golden::errors_of(original) << text);
  REQUIRE(original.model);
  MutantTrial trial{*original.model, original.sources};
  const auto all = mutants(*original.model, original.sources);
  std::size_t offered = 0;
  for (std::size_t i = 0; i < all.size(); i += step) {
    const auto result = trial.run(all[i]);
    if (result.fate != MutantFate::survived) continue;
    ++offered;
    INFO(mutation_words(all[i].change) << " in line " << original.sources.position(all[i].span).line);
    expect_to_kill(text, result.scenario, i);
  }
  return offered;
}

std::size_t try_libraries(std::size_t step) {
  std::size_t offered = 0;
  for (const auto& entry : std::filesystem::directory_iterator{golden::stdlib()}) {
    if (entry.path().extension() == ".pathway") offered += try_offers(without_scenarios(entry.path()), step);
  }
  return offered;
}

}  // namespace

TEST_CASE("a scenario that is offered against a mutant of a library kills it", "[mutate]") {
  CHECK(try_libraries(97 / test::share(12)) >= test::least(60));
}

TEST_CASE("a scenario that is offered against a mutant of a random pathway kills it", "[mutate]") {
  std::size_t offered = 0;
  for (std::uint64_t seed = 0; seed < test::share(4); ++seed)
    offered += try_offers(generated::pathway(seed), 31);
  CHECK(offered >= test::least(4));
}

}  // namespace waymark::mutation_scenarios_test
