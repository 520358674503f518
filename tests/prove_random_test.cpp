#include <algorithm>
#include <cstdlib>
#include <string>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "agreement.hpp"
#include "golden.hpp"
#include "lang/compile.hpp"
#include "patient_generator.hpp"
#include "program_generator.hpp"

// Random pathways and random patients: the formulas say what the interpreter says.
namespace waymark {
namespace {

// WAYMARK_PATHWAYS in the environment: how many pathways, instead of a hundred.
std::uint64_t pathways() {
  const auto* given = std::getenv("WAYMARK_PATHWAYS");
  return given ? std::stoull(given) : 100;
}
constexpr std::uint64_t patients = 10;

// What the pathway sets itself stands as it is.
Patient as_the_pathway_sets(const model::Model& model, Patient patient) {
  for (std::size_t i = 0; i < model.parameters.size(); ++i) {
    if (model.parameters[i].value) patient.parameters[i].reset();
  }
  return patient;
}

TEST_CASE("the formulas and the interpreter agree on random pathways", "[prove][agreement][random]") {
  std::size_t compared = 0;
  for (std::uint64_t seed = 0; seed < pathways(); ++seed) {
    const auto compilation = compile({{"generated.pathway", generated::pathway(seed)}}, golden::stdlib());
    INFO("seed " << seed);
    REQUIRE(compilation.model);
    const generated::PatientGenerator generator{*compilation.model};
    Agreement agreement{*compilation.model, compilation.sources};
    for (std::uint64_t number = 0; number < patients; ++number) {
      const auto patient =
          as_the_pathway_sets(*compilation.model, generator.patient(seed * patients + number));
      if (!is_within_calendar(patient)) continue;
      INFO(generated::facts_json(*compilation.model, patient));
      CHECK(agreement.differences(patient, generated::evaluation_moment()) == "");
    }
    compared += agreement.compared();
  }
  CHECK(compared > pathways() * patients * 10);
}

}  // namespace
}  // namespace waymark
