#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "compiled_text.hpp"
#include "golden.hpp"
#include "interpreter/prove/prove.hpp"

// One finding for one cause: what follows from it stands among its notes.
namespace waymark::prove_causes_test {
namespace {

const std::string declarations = R"(
pathway causes "Causes" { version "1.0.0" }
fact age "Age" : number in years within 0 to 130
fact pressure "Pressure" : number in mmHg within 0 to 300
fact clot "Clot" : yes or no
action warfarin "Warfarin" drug
action heparin "Heparin" drug
)";

// "Q2 and Q3, Q4" for each finding.
std::vector<std::string> found(const std::string& text, std::vector<prove::Question> only = {}) {
  const auto compilation = compile({{"causes.pathway", declarations + text}}, golden::stdlib());
  REQUIRE(compilation.model);
  std::vector<std::string> result;
  for (const auto& finding : prove::prove(*compilation.model, compilation.sources, {.only = only}).findings) {
    if (finding.question == prove::Question::missing_data) continue;
    std::string line{prove::text_of(finding.question).id};
    for (const auto question : finding.also) line += fmt::format(" {}", prove::text_of(question).id);
    result.push_back(line);
  }
  return result;
}

using Findings = std::vector<std::string>;

TEST_CASE("what a section's condition rules out is one finding", "[prove]") {
  const std::string text = R"(
section early "Early" when age > 130 years and age < 20 years {
  should give warfarin as first_choice { when clot }
  should give heparin as second_choice { when not clot }
  note never { says "never" }
}
section always "Always" { note said { says "said" } })";
  CHECK(found(text) == Findings{"Q2 Q2 Q2 Q3 Q4"});
  CHECK(found(text, {prove::Question::unreachable}) == Findings{"Q2 Q2 Q2"});
  CHECK(found(text, {prove::Question::fixed_condition}) == Findings{"Q4"});
}

TEST_CASE("a definition that is never true is one finding, wherever it is used", "[prove]") {
  CHECK(found(R"(
define old "Old" = age > 140 years
section a "A" {
  should give warfarin { when old }
  should give heparin { when old and clot }
  note either { when old or clot says "either" }
  note said { says "said" }
})") == Findings{"Q2 Q2 Q4 Q4 Q4"});
}

TEST_CASE("two causes are two findings", "[prove]") {
  CHECK(found(R"(
section a "A" {
  when age >= 18 years {
    should give warfarin { when age < 10 years }
    should give heparin { when age < 12 years }
  } otherwise {
    note young { says "young" }
  }
  note low { when age > 20 years when age > 15 years says "low" }
  note said { says "said" }
})") == Findings{"Q2", "Q2", "Q4"});
}

TEST_CASE("a hole one step wide is told with the hole", "[prove]") {
  CHECK(found(R"(
section a "A" {
  when pressure < 90 mmHg {
    note low { says "low" }
  } otherwise when pressure > 90 mmHg {
    note high { says "high" }
  }
  note said { says "said" }
})") == Findings{"Q1 Q9"});
}

TEST_CASE("a conflict one step wide is told with the conflict", "[prove]") {
  CHECK(found(R"(
section a "A" {
  should give warfarin { when pressure <= 65 mmHg }
  should stop warfarin as pause { when pressure >= 65 mmHg }
})") == Findings{"Q5 Q9"});
}

}  // namespace
}  // namespace waymark::prove_causes_test
