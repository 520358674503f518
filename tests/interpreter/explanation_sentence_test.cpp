// The sentence of an explanation: every fact that decides is in it, and nothing in it is false.
#include <algorithm>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "command_runner.hpp"
#include "compiled.hpp"
#include "golden.hpp"

namespace waymark::explanation_sentence_test {
namespace {

using Catch::Matchers::Contains;
using nlohmann::json;

const std::string head = R"(pathway care "Care" { version "1" follows guide }
source guide "A guide" { section s "All" { statement 1 "What to do" refs 1 } }
)";

// What is said of one patient of whom these facts are given.
json explained(const std::string& pathway, const std::string& facts, const std::string& id) {
  const auto reply = run_in_process({"explain", pathway, "--facts", "-", id, "--format", "json"},
                                    R"({"facts": )" + facts + "}");
  INFO(reply.err);
  REQUIRE(reply.exit_code == ExitCode::fine);
  return json::parse(reply.out);
}

std::string sentence(const json& document) { return document["why"]["sentence"].get<std::string>(); }

std::string written(const std::string& text) { return written_pathway(head + text); }

}  // namespace

TEST_CASE("a contraindication that does not hold is in the sentence", "[explain][sentence]") {
  const auto pathway = written(R"(fact age "Age" : number in years within 0 to 120
fact clot "Clot" : yes or no
action warfarin "Warfarin" drug
section a "First" {
  should give warfarin as start { when age >= 18 years cite s.1 }
  contraindicated warfarin as clots { when clot cite s.1 }
}
)");
  const auto said = sentence(explained(pathway, R"({"clot": false, "age": 40})", "a.start"));
  CHECK_THAT(said, Contains("age 40 years is at least 18 years") && Contains("clot: no"));
}

TEST_CASE("a known fact is never said to be not known", "[explain][sentence]") {
  const auto pathway = written(R"(fact ulcer "Ulcer" : yes or no
fact clearance "Clearance" : number in mL/min within 0 to 200
action ibuprofen "Ibuprofen" drug
action naproxen "Naproxen" drug
action nsaid "Anti-inflammatory drugs" drug any of {ibuprofen, naproxen}
section a "First" {
  should give one of {ibuprofen, naproxen} as relief { cite s.1 }
  contraindicated nsaid as bleeds { when ulcer cite s.1 }
  contraindicated ibuprofen as kidneys { when clearance < 30 mL/min cite s.1 }
}
)");
  const auto said = sentence(explained(pathway, R"({"ulcer": true, "clearance": 100})", "a.relief"));
  CHECK_THAT(said, Contains("ulcer: yes") && !Contains("not known"));
}

TEST_CASE("what would change an answer goes up to the threshold", "[explain][sentence]") {
  const auto pathway = written(R"(fact map "Mean pressure" : number in mmHg within 0 to 200
fact sbp "Systolic pressure" : number in mmHg within 0 to 300
fact dbp "Diastolic pressure" : number in mmHg within 0 to 200
fact rate "Rate" : number in mmHg within 0 to 10
action support "Support" drug
section a "First" {
  should give support as raise {
    when first known of (map, (sbp + 2 * dbp) / 3) < 65 mmHg and rate >= 2 mmHg cite s.1
  }
}
)");
  const auto text = explained(pathway, R"({"sbp": 82})", "a.raise").dump();
  CHECK_THAT(text, Contains("mean pressure below 65 mmHg") && !Contains("mean pressure 0 mmHg"));
}

TEST_CASE("a known score has its value, and what it is made of", "[explain][sentence]") {
  const auto pathway = written(R"(fact older "Older than 75 years" : yes or no
fact stroke "Earlier stroke" : yes or no
fact diabetes "Diabetes" : yes or no
fact failure "Heart failure" : yes or no
score risk "Risk of stroke" {
  2 when older
  1 when stroke
  4 when diabetes
  1 when failure
}
action apixaban "Apixaban" drug
section a "First" { should give apixaban as start { when risk >= 2 cite s.1 } }
)");
  const auto facts = R"({"older": true, "stroke": true, "diabetes": false, "failure": false})";
  const auto said = sentence(explained(pathway, facts, "a.start"));
  CHECK_THAT(said, Contains("risk of stroke 3 points (2 for older than 75 years, 1 for earlier stroke) is "
                            "at least 2"));
  CHECK_THAT(said, !Contains(" to "));
}

TEST_CASE("what is confirmed is explained by its parts", "[explain][sentence]") {
  const auto pathway = written(R"(fact cough_now "Cough" : yes or no
fact fever_now "Fever" : yes or no
fact rash_now "Rash" : yes or no
action rest "Rest" drug
section a "First" {
  should give rest as both { when (cough_now and fever_now) is confirmed cite s.1 }
  should give rest as none { when (cough_now or rash_now) is ruled out cite s.1 }
}
)");
  const auto both = [&](const std::string& facts) { return sentence(explained(pathway, facts, "a.both")); };
  CHECK_THAT(both(R"({"cough_now": true, "fever_now": true})"), Contains("cough: yes; fever: yes"));
  CHECK_THAT(both(R"({"cough_now": false, "fever_now": true})"), Contains("cough: no"));
  CHECK_THAT(both(R"({"cough_now": false, "fever_now": false})"), Contains(": no"));
  CHECK_THAT(both(R"({"cough_now": true})"), !Contains("_now"));
  const auto none = sentence(explained(pathway, R"({"cough_now": false, "rash_now": false})", "a.none"));
  CHECK_THAT(none, Contains("cough: no; rash: no"));
}

TEST_CASE("every fact that decides is in the sentence, in the words of its title", "[explain][sentence]") {
  const auto pathway = written(R"(fact first_sign "Alpha" : yes or no
fact second_sign "Beta" : yes or no
fact pressure "Gamma" : number in mmHg within 0 to 100
fact third_sign "Delta" : yes or no
action rest "Rest" drug
action walk "Walk" drug
define mixed "Mixed" = (first_sign or second_sign) and at most 1 of (first_sign, second_sign, third_sign)
section a "First" {
  should give rest as start {
    when mixed or (any known of (first_sign, second_sign) and pressure * 2 >= 50 mmHg)
    until (second_sign and third_sign) is confirmed
    cite s.1
  }
  consider walk { when (third_sign implies pressure > 20 mmHg) is known cite s.1 }
  contraindicated rest as stops { when second_sign is confirmed or pressure < 10 mmHg cite s.1 }
  contraindicated walk as rarely { when exactly 2 of (first_sign, second_sign, third_sign) cite s.1 }
}
)");
  const std::vector<std::pair<std::string, std::string>> titles{
      {"first_sign", "alpha"}, {"second_sign", "beta"}, {"pressure", "gamma"}, {"third_sign", "delta"}};
  for (int patient = 0; patient < 81; ++patient) {
    json facts = json::object();
    int digits = patient;
    for (const auto& [id, title] : titles) {
      const int digit = digits % 3;
      digits /= 3;
      if (digit < 2 && id == "pressure") facts[id] = digit == 0 ? 5 : 30;
      if (digit < 2 && id != "pressure") facts[id] = digit == 1;
    }
    for (const auto* id : {"a.start", "a.walk"}) {
      const auto document = explained(pathway, facts.dump(), id);
      if (document["answer"] == "undetermined") continue;
      INFO(facts.dump() << " " << id << " " << sentence(document));
      json decisive = json::object();
      for (const auto& each : document["why"]["deciding"]) {
        const auto fact = each["fact"].get<std::string>();
        decisive[fact] = facts[fact];
        const auto title = std::ranges::find(titles, fact, &std::pair<std::string, std::string>::first);
        CHECK_THAT(sentence(document), Contains(title->second));
      }
      CHECK(explained(pathway, decisive.dump(), id)["answer"] == document["answer"]);
    }
  }
}

// x.SECTION.STATEMENT.patient beside x.pathway, and what is explained of it.
TEST_CASE("what is left out or misstated easily is explained as expected", "[explain][golden]") {
  for (const auto& patient : golden::files(".patient")) {
    const auto name = patient.stem().string();
    const auto dot = name.find('.');
    DYNAMIC_SECTION(name) {
      const auto pathway = patient.parent_path() / (name.substr(0, dot) + ".pathway");
      const auto reply = run_in_process({"explain", pathway.string(), "--facts", patient.string(), "--at",
                                         "2026-11-23T08:30:00Z", name.substr(dot + 1)});
      INFO(reply.err);
      CHECK(reply.exit_code == ExitCode::fine);
      golden::compare_or_update(patient.parent_path() / (name + ".explained"), reply.out);
    }
  }
}

}  // namespace waymark::explanation_sentence_test
