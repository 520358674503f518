// What is proved of windows is never contradicted by a patient with many readings, more than the formulas
// have; and what is found holds as a scenario.
#include <algorithm>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "compiled.hpp"
#include "emitted_scenario.hpp"
#include "golden.hpp"
#include "interpreter/decide/outcome.hpp"
#include "interpreter/prove/prove.hpp"
#include "patient_generator.hpp"
#include "random_source.hpp"
#include "share.hpp"
#include "tools/report/finding_words.hpp"

namespace waymark::prove_windows_test {
namespace {

using generated::RandomSource;
using prove::Question;

std::string span(RandomSource& random) {
  return random.one_of({"", " over 6 hours", " over 12 hours", " over 1 day", " over 2 days", " since begun",
                        " over 1 day before x", " from 1 to 12 hours after begun",
                        " from 1 day after begun"});
}

std::string order(RandomSource& random) { return random.one_of({" < ", " <= ", " > ", " >= "}); }

std::string condition(RandomSource& random) {
  switch (random.below(4)) {
    case 0:
      return fmt::format("{} {} readings of x{}{}{}{}", random.one_of({"at least", "at most", "exactly"}),
                         1 + random.below(2), order(random), 1 + random.below(3), span(random),
                         random.one_of({"", "", " at least 6 hours apart", " at least 1 day apart"}));
    case 1: return fmt::format("number of x{}{}{}", span(random), order(random), random.below(3));
    default:
      return fmt::format("{} x{}{}{}",
                         random.one_of({"highest", "lowest", "earliest", "latest", "previous", "average"}),
                         span(random), order(random), 1 + random.below(3));
  }
}

std::string pathway(std::uint64_t seed) {
  RandomSource random{seed};
  const auto joined = [&] {
    return condition(random) + random.one_of({" and ", " and ", " or "}) + condition(random);
  };
  return fmt::format(R"(pathway generated "Generated" {{ version "1.0.0" }}
fact x "X" : number within 0 to 10
fact begun "Begun" : event
action fluids "Fluids" drug
action other "Other" drug
section care "Care" {{
  should give fluids as a {{ when {} }}
  must not give fluids as b {{ when {} }}
  consider other as c {{ when {} }}
}}
never "both" : {} and {}
)",
                     joined(), joined(), condition(random), condition(random), condition(random));
}

// With readings of the last days, now and then none.
Patient patient(const model::Model& model, RandomSource& random, const Moment& at) {
  auto result = empty_patient(model);
  const auto hours_ago = [&](int hours) {
    return *add_microseconds(at, -hours * 60 * microseconds_per_minute);
  };
  std::vector<int> hours;
  for (int i = random.below(10); i > 0; --i) hours.push_back(random.below(random.flip() ? 60 : 20));
  std::ranges::sort(hours, std::greater{});
  hours.erase(std::unique(hours.begin(), hours.end()), hours.end());
  for (const auto each : hours) {
    const Quantity number{Decimal{random.below(5)}, model.facts[0].type.unit};
    result.facts[0].push_back({Number{number, number}, hours_ago(each), {}});
  }
  if (!random.once_in(4))
    result.facts[1] = {{random.once_in(5) ? EventValue{} : EventValue{hours_ago(random.below(50))}, {}, {}}};
  return result;
}

bool is_found(const prove::Report& report, Question question) {
  return std::ranges::any_of(report.findings, [&](const prove::Finding& finding) {
    return finding.question == question || std::ranges::find(finding.also, question) != finding.also.end();
  });
}

// Which recommendation is said never to be advised.
bool is_never_advised(const prove::Report& report, const std::string& id) {
  return std::ranges::any_of(report.findings, [&](const prove::Finding& finding) {
    return finding.question == Question::unreachable && finding.verdict == prove::Verdict::refuted &&
           finding.claim == prove::FindingClaim{prove::FindingForm::advised_for_nobody, {id}};
  });
}

void check_patient(const model::Model& model, const prove::Report& report, const Patient& patient,
                   const Moment& at) {
  Evaluator evaluator{model, patient, at};
  const auto outcome = decide(evaluator);
  CHECK((outcome.conflicts.empty() || is_found(report, Question::conflict)));
  CHECK((outcome.violated.empty() || is_found(report, Question::property)));
  for (std::size_t i = 0; i < model.recommendations.size(); ++i) {
    const auto& found = outcome.recommendations[i];
    CHECK((found.status != Status::advised || !is_never_advised(report, model.recommendations[i].id)));
    CHECK((found.status != Status::undetermined || !found.needs.list().empty() ||
           is_found(report, Question::dead_end)));
  }
}

void check_pathway(std::uint64_t seed) {
  const auto text = pathway(seed);
  INFO("seed " << seed << '\n' << text);
  const auto compilation = compile({{"generated.pathway", text}}, golden::stdlib());
  REQUIRE(compilation.model);
  const auto& model = *compilation.model;
  const auto report = prove::prove(
      model, compilation.sources,
      {.only = {Question::unreachable, Question::conflict, Question::property, Question::dead_end}});
  CHECK(!report.fault);
  for (const auto& finding : report.findings) {
    if (finding.example) CHECK(fault_of_scenario("generated.pathway", text, scenario_text(finding)) == "");
  }
  RandomSource random{seed + 1'000};
  for (int i = 0; i < 200; ++i) {
    const auto at = generated::evaluation_moment();
    const auto tried = patient(model, random, at);
    INFO(generated::facts_json(model, tried));
    check_patient(model, report, tried, at);
  }
}

TEST_CASE("no patient with many readings contradicts what is proved of windows", "[prove][random]") {
  for (std::uint64_t seed = 0; seed < test::share(20); ++seed) check_pathway(seed);
}

TEST_CASE("no patient contradicts what is proved of 500 pathways with windows", "[.][agreement-long]") {
  for (std::uint64_t seed = 20; seed < 520; ++seed) check_pathway(seed);
}

}  // namespace
}  // namespace waymark::prove_windows_test
