// Of random pathways and what a random site changes of them: the changes do what they say, and nothing else.
#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "golden.hpp"
#include "interpreter/decide/outcome.hpp"
#include "lang/compile.hpp"
#include "patient_generator.hpp"
#include "program_generator.hpp"
#include "random_source.hpp"
#include "share.hpp"

namespace waymark::sites_test {
namespace {

constexpr std::uint64_t patients_each = 20;

enum class Change { nothing, withdrawn, one_more_condition };

// What the site changes of each recommendation.
using Changes = std::vector<Change>;

Changes random_changes(const model::Model& pathway, generated::RandomSource& random) {
  Changes result;
  for (std::size_t i = 0; i < pathway.recommendations.size(); ++i)
    result.push_back(random.once_in(3) ? Change::withdrawn
                     : random.flip()   ? Change::one_more_condition
                                       : Change::nothing);
  return result;
}

std::string site_text(const model::Model& pathway, const Changes& changes) {
  auto text =
      fmt::format("site ours \"Ours\" {{ version \"1\" adapts {} \"{}\" }}\nfact ask_here : yes or no\n",
                  pathway.id, pathway.version);
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const auto& id = pathway.recommendations[i].id;
    if (changes[i] == Change::withdrawn) text += fmt::format("withdraw {} {{ because \"no\" }}\n", id);
    if (changes[i] == Change::one_more_condition)
      text += fmt::format("adapt {} {{ when ask_here because \"we ask\" }}\n", id);
  }
  return text;
}

// The patient of the site, with the fact that only the site has: unknown, no or yes.
Patient at_site(const Patient& patient, const model::Model& site, Truth answer) {
  auto result = empty_patient(site);
  result.parameters = patient.parameters;
  for (model::FactId id = 0; id < patient.facts.size(); ++id) result.facts[id] = patient.facts[id];
  if (answer != Truth::unknown)
    result.facts.back().push_back({.value = answer == Truth::yes, .time = std::nullopt, .as_given = ""});
  return result;
}

Status expected(Status pathway, Change change, Truth answer) {
  if (change == Change::withdrawn) return Status::not_advised;
  if (change == Change::nothing || answer == Truth::yes || pathway == Status::not_advised) return pathway;
  return answer == Truth::no ? Status::not_advised : Status::undetermined;
}

void check_people(const model::Model& pathway, const model::Model& site, const Changes& changes) {
  const generated::PatientGenerator patients{pathway};
  const auto at = generated::evaluation_moment();
  for (std::uint64_t person = 0; person < patients_each; ++person) {
    const auto patient = patients.patient(person);
    const auto answer = static_cast<Truth>(person % 3);
    const auto with_answer = at_site(patient, site, answer);
    Evaluator there{pathway, patient, at}, here{site, with_answer, at};
    const auto before = decide(there), after = decide(here);
    for (std::size_t i = 0; i < changes.size(); ++i) {
      CAPTURE(person, pathway.recommendations[i].id);
      CHECK(after.recommendations[i].status ==
            expected(before.recommendations[i].status, changes[i], answer));
    }
  }
}

TEST_CASE("a site changes what it says and nothing else", "[sites]") {
  for (std::uint64_t seed = 0; seed < test::share(60); ++seed) {
    MemorySources sources;
    const auto text = generated::pathway(seed);
    INFO("seed " << seed << '\n' << text);
    const auto pathway = compile({{"national.pathway", text}}, golden::stdlib());
    REQUIRE(pathway.model);
    generated::RandomSource random{seed};
    const auto changes = random_changes(*pathway.model, random);
    sources.put(fmt::format("libraries/{}.pathway", pathway.model->id), text);
    const LayeredSources all{sources, disk()};
    const auto site = compile({{"site.pathway", site_text(*pathway.model, changes)}}, golden::stdlib(), all);
    REQUIRE(site.model);
    check_people(*pathway.model, *site.model, changes);
  }
}

}  // namespace
}  // namespace waymark::sites_test
