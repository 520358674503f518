// Random pathways and random patients, on whom all evaluators have to say the same. The interpreter is held
// against the columns for each pair; against the formulas, and against scenarios that are written into the
// pathway's file and read back, for some patients of each pathway.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "agreement.hpp"
#include "columns_agreement.hpp"
#include "emitted_scenario.hpp"
#include "golden.hpp"
#include "interpreter/scenarios/scenario_text.hpp"
#include "lang/compile.hpp"
#include "patient_generator.hpp"
#include "program_generator.hpp"
#include "share.hpp"

namespace waymark::evaluators_agree_test {
namespace {

constexpr std::size_t patients_each = 100;
constexpr std::size_t patients_of_formulas = 2;
constexpr std::size_t patients_in_files = 1;

struct Compared {
  std::size_t pairs = 0, by_columns = 0, by_formulas = 0, in_files = 0;
};

class RandomPathway {
 public:
  explicit RandomPathway(std::uint64_t seed)
      : seed_{seed},
        text_{generated::pathway(seed)},
        compilation_{compile({{"generated.pathway", text_}}, golden::stdlib())} {
    if (!compilation_.model) return;
    const generated::PatientGenerator generator{model()};
    const auto shift = seed % 3 == 0 ? std::int64_t{3'601'250'000} : 0;
    for (std::size_t i = 0; i < patients_each; ++i) {
      const auto at = add_microseconds(generated::evaluation_moment(), shift * static_cast<std::int64_t>(i));
      people_.push_back({generator.patient(seed * patients_each + i), *at});
    }
  }

  // What the evaluators say differently; empty where they agree.
  std::string difference(Compared& compared) const {
    if (!compilation_.model) return "the pathway does not compile";
    compared.pairs += people_.size();
    auto result = columns(compared);
    if (result.empty()) result = formulas(compared);
    if (result.empty()) result = files(compared);
    return result.empty() ? "" : fmt::format("seed {}: {}\n{}", seed_, result, text_);
  }

 private:
  const model::Model& model() const { return *compilation_.model; }

  std::string columns(Compared& compared) const {
    const auto found = hold_columns_against_evaluator(model(), people_);
    compared.by_columns += found.comparisons;
    return found.different == 0 ? "" : "the columns: " + found.first_difference;
  }

  std::string formulas(Compared& compared) const {
    Agreement agreement{model(), compilation_.sources, compared.by_formulas};
    for (std::size_t i = 0; i < patients_of_formulas; ++i) {
      auto patient = in_utc(people_[i].patient);
      for (std::size_t j = 0; j < model().parameters.size(); ++j) {
        if (model().parameters[j].value) patient.parameters[j].reset();
      }
      if (!formulas_speak_of(patient)) continue;
      auto difference = agreement.differences(patient, generated::evaluation_moment());
      if (!difference.empty())
        return "the formulas: " + difference + "of " + generated::facts_json(model(), patient) + "\n";
    }
    return {};
  }

  std::string files(Compared& compared) const {
    for (std::size_t i = 0; i < patients_in_files; ++i) {
      const auto& [patient, at] = people_[patients_of_formulas + i];
      Evaluator evaluator{model(), patient, at};
      auto fault = fault_of_scenario("generated.pathway", text_, scenario(decide(evaluator), patient, at));
      ++compared.in_files;
      if (!fault.empty())
        return "the scenario: " + fault + "of " + generated::facts_json(model(), patient) + "\n";
    }
    return {};
  }

  // With all that is not advised, too.
  std::string scenario(const Outcome& outcome, const Patient& patient, const Moment& at) const {
    auto text = scenario_text(model(), "a random patient", patient, at, outcome);
    text.resize(text.rfind('}'));
    const auto add = [&](const auto& statements, const std::vector<StatementOutcome>& outcomes) {
      for (std::size_t i = 0; i < statements.size(); ++i) {
        if (outcomes[i].status == Status::not_advised)
          text += fmt::format("  expect {} not advised\n", statements[i].id);
      }
    };
    add(model().recommendations, outcome.recommendations);
    add(model().contraindications, outcome.contraindications);
    add(model().notes, outcome.notes);
    return text + "}\n";
  }

  std::uint64_t seed_;
  std::string text_;
  Compilation compilation_;
  std::vector<Person> people_;
};

void compare_pairs(std::size_t pairs, std::uint64_t first_seed) {
  Compared compared;
  for (auto seed = first_seed; compared.pairs < pairs; ++seed)
    REQUIRE(RandomPathway{seed}.difference(compared) == "");
  CHECK(compared.by_columns > compared.pairs);
  CHECK(compared.by_formulas > compared.in_files);
  WARN(fmt::format(
      "{} pairs of a pathway and a patient agree: {} comparisons with the columns, {} with the formulas, {} "
      "scenarios in files",
      compared.pairs, compared.by_columns, compared.by_formulas, compared.in_files));
}

std::uint64_t number_in(const char* variable, std::uint64_t otherwise) {
  const char* text = std::getenv(variable);
  return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

TEST_CASE("all evaluators say the same of random pathways and patients", "[agreement][random]") {
  compare_pairs(test::share(2'000), 50'000);
}

TEST_CASE("all evaluators say the same of as many pairs as are asked for", "[.][agreement-pairs]") {
  compare_pairs(number_in("WAYMARK_PAIRS", 1'000'000), number_in("WAYMARK_FIRST_SEED", 0));
}

}  // namespace
}  // namespace waymark::evaluators_agree_test
