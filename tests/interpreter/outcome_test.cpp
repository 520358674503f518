#include "interpreter/decide/outcome.hpp"

#include <catch2/catch.hpp>

#include "compiled_text.hpp"

namespace waymark::outcome_test {
using namespace waymark::test;

using Texts = std::vector<std::string>;

namespace {

const std::string choices = R"(
fact ill : yes or no
fact bleeding : yes or no
fact pregnant : yes or no
fact allergic : yes or no
action anticoagulant drug any of {heparin, apixaban}
action heparin drug
action apixaban drug
action aspirin drug

section drug {
  should give apixaban { when ill }
  should give one of {heparin, apixaban} as either { when ill }
  should give all of {heparin, aspirin} as both { when ill }
  should give one of {all of {heparin, aspirin}, apixaban} as pair { when ill }
  should stop apixaban as stop { when ill }
  contraindicated anticoagulant as bleeds { when bleeding }
  contraindicated apixaban as pregnancy { when pregnant }
  contraindicated aspirin as allergy { when allergic }
}

scenario "nothing contraindicated" {
  given ill = yes
  given bleeding = no
  given pregnant = no
  given allergic = no
}
scenario "pregnant" extends "nothing contraindicated" { given pregnant = yes }
scenario "allergic" extends "nothing contraindicated" { given allergic = yes }
scenario "bleeding" extends "nothing contraindicated" { given bleeding = yes }
scenario "perhaps bleeding" extends "nothing contraindicated" { given bleeding = unknown }
scenario "perhaps ill" extends "bleeding" { given ill = unknown }
scenario "not ill" extends "bleeding" { given ill = no }
)";

const std::string advice = R"(
fact stopping : yes or no
fact weighed : yes or no
action anticoagulant drug any of {heparin, apixaban}
action heparin drug
action apixaban drug

section a {
  consider heparin as maybe { dose 5 mg }
  must give heparin { dose 10 mg }
  must give anticoagulant as group { dose 10000 ug }
  should stop heparin as stop { when stopping }
  should reduce heparin as reduce { when weighed }
  must not stop apixaban as keep { when stopping }
}

scenario "all for it" { given stopping = no  given weighed = yes }
scenario "one against it" { given stopping = yes  given weighed = no }
)";

Texts action_ids(const CompiledText& text, const std::vector<model::ActionId>& actions) {
  Texts result;
  for (const auto action : actions) result.push_back(text.model().actions[action].id);
  return result;
}

// Status, what blocks it and what is struck out: "not_advised by drug.bleeds without heparin".
std::string summary(const CompiledText& text, const std::string& scenario, const std::string& id) {
  const auto result = text.run(scenario);
  const auto& outcome = text.recommendation(result.outcome, id);
  std::string line{to_string(outcome.status)};
  for (const auto blocker : outcome.blocked_by) line += " by " + text.model().contraindications[blocker].id;
  for (const auto& action : action_ids(text, outcome.struck_out)) line += " without " + action;
  for (const auto& input : outcome.needs) line += " needs " + text.model().facts[std::get<0>(input)].id;
  return line;
}

}  // namespace

TEST_CASE("what is contraindicated stops advice for it", "[outcome]") {
  const CompiledText text{choices};
  CHECK(summary(text, "nothing contraindicated", "drug.apixaban") == "advised");
  CHECK(summary(text, "pregnant", "drug.apixaban") == "not_advised by drug.pregnancy");
  CHECK(summary(text, "bleeding", "drug.apixaban") == "not_advised by drug.bleeds");
  CHECK(summary(text, "perhaps bleeding", "drug.apixaban") == "undetermined needs bleeding");
  CHECK(summary(text, "perhaps ill", "drug.apixaban") == "not_advised by drug.bleeds");
  CHECK(summary(text, "not ill", "drug.apixaban") == "not_advised");
  CHECK(summary(text, "bleeding", "drug.stop") == "advised");
}

TEST_CASE("a choice is open while one alternative is", "[outcome]") {
  const CompiledText text{choices};
  CHECK(summary(text, "pregnant", "drug.either") == "advised without apixaban");
  CHECK(summary(text, "bleeding", "drug.either") ==
        "not_advised by drug.bleeds without heparin without apixaban");
  CHECK(summary(text, "allergic", "drug.both") == "not_advised by drug.allergy");
  CHECK(summary(text, "allergic", "drug.pair") == "advised without heparin without aspirin");
  CHECK(summary(text, "nothing contraindicated", "drug.pair") == "advised");
}

TEST_CASE("advice for and against one action conflicts, also through its group", "[outcome]") {
  const CompiledText text{advice};
  CHECK(text.run("all for it").outcome.conflicts.empty());
  Texts conflicts;
  for (const auto& conflict : text.run("one against it").outcome.conflicts) {
    const auto& recommendations = text.model().recommendations;
    conflicts.push_back(recommendations[conflict.first].id + " " + recommendations[conflict.second].id + " " +
                        text.model().actions[conflict.action].id);
  }
  CHECK(conflicts == Texts{"a.maybe a.stop heparin", "a.heparin a.stop heparin", "a.group a.stop heparin"});
}

TEST_CASE("all advice about one action stands together, strongest first", "[outcome]") {
  const CompiledText text{advice};
  const auto same = text.run("all for it").outcome.same_action;
  REQUIRE(same.size() == 1);
  CHECK(text.model().actions[same[0].action].id == "heparin");
  CHECK(text.ids(same[0].recommendations) == Texts{"a.heparin", "a.group", "a.reduce", "a.maybe"});
  CHECK(same[0].doses_differ);  // 5 mg against 10 mg; 10000 ug is the same as 10 mg
}

TEST_CASE("properties are watched, incomplete statements reported, needs put together", "[outcome]") {
  const CompiledText text{R"(
    source guidance { section s { statement 1 "whole" statement 2 "not whole" incomplete "the list is absent" } }
    fact a : yes or no
    fact b : yes or no
    parameter limit : number
    fact x : number
    action rest support
    section s {
      should start rest as part_one { when a and b cite guidance.s.2 }
      should start rest as part_two { when x > limit cite guidance.s.1, guidance.s.2 }
      should start rest as part_three { when b and x > limit cite guidance.s.1 }
    }
    never "both" : s.part_one is advised and a is confirmed
    always "b" : b
    scenario "open" { given a = yes }
    scenario "broken" { given a = yes  given b = yes  given x = 1  given limit = 2 }
    scenario "none" { given a = no  given b = no  given x = 1  given limit = 2 }
  )"};
  const auto open = text.run("open").outcome;
  CHECK(open.violated.empty());
  CHECK(open.incomplete.size() == 1);
  const model::Input b{std::in_place_index<0>, 1}, limit{std::in_place_index<1>, 0},
      x{std::in_place_index<0>, 2};
  CHECK(open.needs == std::vector<model::Input>{b, x, limit});
  const auto broken = text.run("broken").outcome;
  CHECK(broken.violated == std::vector<std::uint32_t>{0});
  CHECK(broken.needs.empty());
  const auto none = text.run("none").outcome;
  CHECK(none.violated == std::vector<std::uint32_t>{1});
  CHECK(none.incomplete.empty());
}

}  // namespace waymark::outcome_test
