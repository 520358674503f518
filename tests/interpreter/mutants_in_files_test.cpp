// Mutants as their author would have written them: the mistake put into the file.
#include <algorithm>
#include <optional>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "compiled.hpp"
#include "interpreter/quality/mutation_run.hpp"
#include "interpreter/scenarios/scenario.hpp"
#include "interpreter/scenarios/scenario_text.hpp"
#include "lang/compile.hpp"
#include "patient_generator.hpp"
#include "program_generator.hpp"
#include "share.hpp"
#include "tools/report/mutation_words.hpp"

namespace waymark::mutants_in_files_test {
namespace {

// Random pathways with many contraindications, of groups and of members, beside choices.
std::string pathway_with_contraindications(std::uint64_t seed) {
  return generated::pathway(seed) + R"(
section blocked "Blocked" {
  contraindicated heparin as ill { when ill_0 cite guide.general.1 }
  contraindicated heparin as second { when color_0 = red cite guide.general.1 }
  contraindicated apixaban, heparin as third { when ill_0 and color_0 = blue cite guide.general.1 }
  contraindicated anticoagulation as fourth { when stage_0 >= severe cite guide.general.1 }
  should give heparin as go { cite guide.general.1 }
  should give one of {heparin, apixaban} as either { when color_0 != green cite guide.general.1 }
}
)";
}

std::string with_scenarios(const std::string& text, const model::Model& model, std::uint64_t seed) {
  auto result = text;
  const auto at = generated::evaluation_moment();
  for (std::uint64_t i = 0; i < 4; ++i) {
    const auto patient = generated::random_patient(model, seed * 10 + i);
    Evaluator evaluator{model, patient, at};
    result += scenario_text(model, fmt::format("patient {}", i), patient, at, decide(evaluator));
  }
  return result;
}

std::optional<std::string> with_other_modality(std::string text, const Mutant& mutant) {
  const auto& before = mutant.change.texts.front();
  if (text.compare(mutant.span.begin, before.size(), before) != 0) return std::nullopt;
  return text.replace(mutant.span.begin, before.size(), mutant.change.texts.back());
}

// The file with the mistake in it; nullopt for a mistake that takes more than one replacement.
std::optional<std::string> written(std::string text, const Mutant& mutant) {
  const auto begin = mutant.span.begin, length = mutant.span.end - mutant.span.begin;
  if (mutant.kind == MutationKind::modality) return with_other_modality(std::move(text), mutant);
  if (mutant.kind == MutationKind::threshold) return text.replace(begin, length, mutant.change.texts.back());
  const bool is_when = begin > 5 && text.compare(begin - 5, 5, "when ") == 0;
  if (mutant.kind != MutationKind::guard || !is_when) return std::nullopt;
  const bool is_done = begin > 10 && text.compare(begin - 10, 10, "done when ") == 0;
  return text.replace(begin, length, is_done ? "(1 = 2)" : "(1 = 1)");
}

bool all_pass(const model::Model& model) {
  for (std::uint32_t i = 0; i < model.scenarios.size(); ++i) {
    if (!run_scenario(model, i).passed()) return false;
  }
  return true;
}

std::size_t compare_with_files(const std::string& text, const Compilation& original) {
  std::size_t compared = 0;
  MutantTrial trial{*original.model, original.sources};
  REQUIRE(!trial.fault_of_copies());
  auto all = mutants(*original.model, original.sources);
  std::erase_if(all, [&](const Mutant& mutant) { return !written(text, mutant); });
  for (std::size_t i = 0; i < all.size(); i += 1 + all.size() / 25) {
    const auto compilation = golden::compiled_text(*written(text, all[i]));
    if (!compilation.model) continue;
    ++compared;
    INFO(mutation_words(all[i].change)
         << " in line " << original.sources.position(all[i].span).line << " of\n"
         << text);
    CHECK(trial.is_killed(all[i]) == !all_pass(*compilation.model));
  }
  CHECK(!trial.fault_of_copies());  // each mistake has been taken out again
  return compared;
}

std::size_t compare_random_pathways(std::uint64_t first, std::uint64_t count) {
  std::size_t compared = 0;
  for (auto seed = first; seed < first + count; ++seed) {
    const auto plain = pathway_with_contraindications(seed);
    const auto before = golden::compiled_text(plain);
    INFO("seed " << seed << ' ' << golden::errors_of(before) << plain);
    REQUIRE(before.model);
    const auto text = with_scenarios(plain, *before.model, seed);
    const auto original = golden::compiled_text(text);
    INFO("with scenarios: " << golden::errors_of(original) << text.substr(plain.size()));
    REQUIRE(original.model);
    if (all_pass(*original.model)) compared += compare_with_files(text, original);
  }
  return compared;
}

}  // namespace

TEST_CASE("mutants that are written into the file make scenarios fail exactly where they are killed",
          "[mutate]") {
  CHECK(compare_random_pathways(0, test::share(18)) >= test::least(100));
}

TEST_CASE("mutants of 300 more pathways make scenarios fail exactly where they are killed",
          "[.][agreement-long]") {
  CHECK(compare_random_pathways(1000, 300) > 1000);
}

}  // namespace waymark::mutants_in_files_test
