#include <string>

#include <catch2/catch.hpp>

#include "emitted_scenario.hpp"
#include "golden.hpp"
#include "interpreter/prove/prove.hpp"
#include "lang/compile.hpp"
#include "program_generator.hpp"
#include "share.hpp"
#include "tools/report/finding_words.hpp"

// Each patient that the proof finds is printed as a scenario, and that scenario holds in its pathway.
namespace waymark::prove_scenarios_test {
namespace {

std::size_t check_scenarios(const std::string& name, const std::string& text,
                            const prove::Options& options = {}) {
  const auto compilation = compile({{name, text}}, golden::stdlib());
  if (!compilation.model) return 0;
  const auto report = prove::prove(*compilation.model, compilation.sources, options);
  INFO(name);
  CHECK(!report.fault);
  std::size_t examples = 0;
  for (const auto& finding : report.findings) {
    if (!finding.example) continue;
    CHECK(fault_of_scenario(name, text, scenario_text(finding)) == "");
    ++examples;
  }
  return examples;
}

// With fewer steps for each question: what is found counts here, not what is proved, and a random pathway may
// ask what the solver answers only after minutes.
std::size_t check_random(std::uint64_t first, std::uint64_t count) {
  std::size_t examples = 0;
  for (auto seed = first; seed < first + count; ++seed)
    examples += check_scenarios("generated_" + std::to_string(seed) + ".pathway", generated::pathway(seed),
                                {.only = {}, .most_steps = 100'000});
  return examples;
}

TEST_CASE("scenarios of the proof hold in each golden pathway", "[prove][prove-scenarios][golden]") {
  std::size_t examples = 0;
  const auto paths = golden::files(".pathway");
  const auto stride = paths.size() / test::share(paths.size());
  for (std::size_t i = 0; i < paths.size(); i += stride) {
    if (golden::relative(paths[i]).find("libraries") != std::string::npos) continue;
    examples += check_scenarios(paths[i].filename().string(), golden::read_text(paths[i]));
  }
  CHECK(examples > test::least(100));
}

TEST_CASE("scenarios of the proof hold in random pathways", "[prove][prove-scenarios][random]") {
  CHECK(check_random(0, test::share(12)) >= test::least(20));
}

TEST_CASE("scenarios of the proof hold in 8 more random pathways", "[.][agreement-long]") {
  CHECK(check_random(1000, 8) > 10);
}

}  // namespace
}  // namespace waymark::prove_scenarios_test
