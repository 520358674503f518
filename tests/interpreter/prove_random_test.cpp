#include <algorithm>
#include <string>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "agreement.hpp"
#include "golden.hpp"
#include "lang/compile.hpp"
#include "patient_generator.hpp"
#include "program_generator.hpp"
#include "share.hpp"

// Random pathways and random patients: the formulas say what the interpreter says.
namespace waymark::prove_random_test {
namespace {

// What the pathway sets itself stands as it is.
Patient as_the_pathway_sets(const model::Model& model, Patient patient) {
  for (std::size_t i = 0; i < model.parameters.size(); ++i) {
    if (model.parameters[i].value) patient.parameters[i].reset();
  }
  return patient;
}

void check_random(std::uint64_t pathways, std::uint64_t patients) {
  std::size_t compared = 0;
  for (std::uint64_t seed = 0; seed < pathways; ++seed) {
    const auto compilation = compile({{"generated.pathway", generated::pathway(seed)}}, golden::stdlib());
    INFO("seed " << seed);
    REQUIRE(compilation.model);
    const generated::PatientGenerator generator{*compilation.model};
    Agreement agreement{*compilation.model, compilation.sources, compared};
    for (std::uint64_t number = 0; number < patients; ++number) {
      const auto patient =
          in_utc(as_the_pathway_sets(*compilation.model, generator.patient(seed * patients + number)));
      if (!formulas_speak_of(patient)) continue;
      INFO(generated::facts_json(*compilation.model, patient));
      CHECK(agreement.differences(patient, generated::evaluation_moment()) == "");
    }
  }
  CHECK(compared > pathways * patients * 10);
}

TEST_CASE("the formulas and the interpreter agree on random pathways", "[prove][agreement][random]") {
  check_random(test::share(100), 10);
}

TEST_CASE("the formulas and the interpreter agree on 4,000 random patients", "[.][agreement-long]") {
  check_random(200, 20);
}

}  // namespace
}  // namespace waymark::prove_random_test
