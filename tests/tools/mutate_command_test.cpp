// `waymark mutate` as its callers see it.
#include <set>

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "command_runner.hpp"
#include "project_files.hpp"
#include "test_folder.hpp"

namespace waymark::mutate_command_test {
namespace {

using Catch::Matchers::Contains;
using Json = nlohmann::json;

const std::string stdlib = in_project("/stdlib");

Json mutants_of(const std::string& path, const std::string& filter = ".") {
  const auto reply = run_in_process({"mutate", path, "--filter", filter, "--format", "json"});
  INFO(reply.err);
  REQUIRE_FALSE(reply.out.empty());
  return Json::parse(reply.out)["pathways"][0];
}

Json of(const Json& pathway, const std::string& change) {
  for (const auto& each : pathway["mutants"]) {
    if (each["change"] == change) return each;
  }
  FAIL(change << " is no mutant");
  return {};
}

std::string fate_of(const Json& pathway, const std::string& change) { return of(pathway, change)["fate"]; }

}  // namespace

TEST_CASE("the scenarios of the pathway kill each mutant that changes a status", "[mutate]") {
  const auto reply = run_in_process({"mutate", dah_folder});
  INFO(reply.out);
  CHECK(reply.exit_code == ExitCode::fine);
  CHECK_THAT(reply.out, Contains(", 0 survived") && !Contains("not decided"));
}

TEST_CASE("each kind of mistake is tried", "[mutate]") {
  const auto path = written_pathway(R"(pathway kinds "Kinds" { version "1" follows guide }
source guide "A guide" { section s "All" { statement 1 "What to do" refs 1 } }
fact lactate "Lactate" : number in mmol/L within 0 to 30
fact shock "Shock" : yes or no
fact grade "Grade" : one of { low, middle, high }
action fluid "Fluid" drug
score risk "Risk" { 2 when lactate > 8 mmol/L otherwise 1 when shock }
define severe = choose { 2 when lactate >= 4 mmol/L, 1 when shock, 0 otherwise }
section a "First" {
  should give fluid as first_one { when not shock and grade is one of {low, middle} cite s.1 }
  consider fluid as second_one { when severe = 2 or at least 1 of (shock, lactate > 2.5 mmol/L) cite s.1 }
  consider fluid as third_one { when risk >= 2 cite s.1 }
}
scenario "nothing" { expect a.first_one undetermined }
)");
  const auto reply = run_in_process({"mutate", path, "--format", "json"});
  INFO(reply.err);
  REQUIRE_FALSE(reply.out.empty());
  std::set<std::string> kinds;
  const auto document = Json::parse(reply.out);
  for (const auto& each : document["pathways"][0]["mutants"]) kinds.insert(each["kind"]);
  CHECK(kinds == std::set<std::string>{"threshold", "comparison", "connective", "negation", "guard", "part",
                                       "count", "member", "unit", "points", "order", "modality"});
  CHECK(reply.exit_code == ExitCode::answer_is_no);
}

TEST_CASE("a survivor comes with a scenario that kills it", "[mutate]") {
  const auto before = mutants_of(written_pathway(covered));
  CHECK(before["survived"] > 0);
  CHECK(fate_of(before, "`4 mmol/L` becomes `5 mmol/L`") == "killed");
  CHECK(fate_of(before, "`4 mmol/L` becomes `3 mmol/L`") == "survived");
  auto text = covered;
  std::set<std::string> added;
  for (const auto& each : before["mutants"]) {
    if (!each.contains("scenario")) continue;
    const auto scenario = each["scenario"].get<std::string>();
    if (added.insert(scenario).second) text += scenario;  // as it is
    CHECK(run_in_process({"fmt", "-"}, scenario).out == scenario);
  }
  const auto after = mutants_of(written_pathway(text));
  CHECK(after["survived"] == 0);
  CHECK(after["not_decided"] == 0);
}

TEST_CASE("a mutant that no patient tells apart is equivalent", "[mutate]") {
  auto text = covered;
  const std::string before = "when shock is confirmed";
  text.replace(text.find(before), before.size(),
               "when shock is confirmed or (shock is confirmed and lactate > 7 mmol/L)");
  const auto pathway = mutants_of(written_pathway(text));
  CHECK(fate_of(pathway, "`7 mmol/L` becomes `8 mmol/L`") == "equivalent");
  CHECK(of(pathway, "`7 mmol/L` becomes `8 mmol/L`")["reason"] ==
        "no patient tells it apart: all values that make a difference were tried");
  const auto page = run_in_process({"mutate", stdlib + "/renal.pathway"}).out;
  CHECK_THAT(page, Contains("equivalent: the arm `0.9 when sex is male` moves before the one above it\n") &&
                       Contains("\n  of no patient do both hold, so their order does not matter\n") &&
                       Contains(" 0 survived, ") && Contains(", 4 equivalent\n"));
}

TEST_CASE("where no status rests on a mistake, that is the reason", "[mutate]") {
  const auto pathway = mutants_of(written_pathway(covered + "define high = lactate >= 9 mmol/L\n"));
  const auto mutant = of(pathway, "`9 mmol/L` becomes `8 mmol/L`");
  CHECK(mutant["fate"] == "equivalent");
  CHECK(mutant["reason"] == "no status rests on it");
}

TEST_CASE("branches in the other order are told apart where both guards hold", "[mutate]") {
  const std::string head = R"(pathway order "Order" { version "1" follows guide }
source guide "A guide" { section s "All" { statement 1 "What to do" refs 1 } }
fact lactate "Lactate" : number in mmol/L within 0 to 30
fact shock "Shock" : yes or no
action fluid "Fluid" drug
action vasopressor "Vasopressor" drug
section a "First" {
  when lactate > 8 mmol/L { should give fluid { cite s.1 } }
  otherwise when SECOND { should give vasopressor { cite s.1 } }
  otherwise { note neither { says "Neither." cite s.1 } }
  if unknown { note open { says "Not clear." cite s.1 } }
}
)";
  const auto written = [&](const std::string& second, const std::string& scenarios) {
    auto text = head + scenarios;
    text.replace(text.find("SECOND"), 6, second);
    return mutants_of(written_pathway(text), "a");
  };
  const std::string change = "the branch `when {}` moves before the one above it";
  const std::string nothing = "scenario \"a: nothing\" { expect a.open advised }\n";
  const std::string both =
      "scenario \"a: both\" { given lactate = 9 mmol/L given shock = yes expect a.fluid advised }\n";
  const auto swapped = fmt::format(fmt::runtime(change), "shock");
  CHECK(fate_of(written("shock", nothing), swapped) == "survived");
  CHECK(fate_of(written("shock", both), swapped) == "killed");
  CHECK(fate_of(written("lactate < 4 mmol/L", nothing),
                fmt::format(fmt::runtime(change), "lactate < 4 mmol/L")) == "equivalent");
}

TEST_CASE("what a parameter is unless a site says otherwise is a threshold", "[mutate]") {
  const std::string head = R"(pathway fever "Fever" { version "1" follows guide }
source guide "A guide" { section s "All" { statement 1 "What to do" refs 1 } }
fact temperature "Temperature" : number in degC within 30 to 45
parameter fever_from "Fever" : number in degC within 36 to 42 = 38.0 degC
action cooling "Cooling" procedure
section a "First" { should use cooling { when temperature >= fever_from cite s.1 } }
)";
  const auto fate = [&](const std::string& scenarios, const std::string& change) {
    return fate_of(mutants_of(written_pathway(head + scenarios)), change);
  };
  const std::string far = "scenario \"high\" { given temperature = 41 degC expect a.cooling advised }\n";
  const std::string at = "scenario \"at\" { given temperature = 38.0 degC expect a.cooling advised }\n";
  CHECK(fate(far, "`38.0 degC` becomes `38.1 degC`") == "survived");
  CHECK(fate(far + at, "`38.0 degC` becomes `38.1 degC`") == "killed");
  CHECK(fate(far + at, "`38.0 degC` becomes `37.9 degC`") == "survived");
}

TEST_CASE("contraindications in branches in the other order block otherwise", "[mutate]") {
  const auto pathway = mutants_of(written_pathway(R"(pathway order "Order" { version "1" follows guide }
source guide "A guide" { section s "All" { statement 1 "What to do" refs 1 } }
fact lactate "Lactate" : number in mmol/L within 0 to 30
fact shock "Shock" : yes or no
action fluid "Fluid" drug
action vasopressor "Vasopressor" drug
section a "First" {
  should give fluid { cite s.1 }
  should give vasopressor { cite s.1 }
  when lactate > 8 mmol/L { contraindicated fluid as no_fluid { cite s.1 } }
  otherwise when shock { contraindicated vasopressor as no_vasopressor { cite s.1 } }
}
scenario "both" { given lactate = 9 mmol/L given shock = yes expect a.fluid not advised }
)"));
  CHECK(fate_of(pathway, "the branch `when shock` moves before the one above it") == "killed");
}

TEST_CASE("exact times are found through arithmetic and functions", "[mutate]") {
  const auto mutants = [](const std::string& condition, const std::string& given) {
    return mutants_of(written_pathway(R"(pathway times "Times" { version "1" }
fact dosed_at "Dosed" : moment
define hours_since = (time since dosed_at) in hours
action drug "Drug" drug
section a "A" { should give drug { when )" +
                                      condition + R"( } }
scenario "given" { at 2026-05-31T12:00Z )" +
                                      given + " }\n"));
  };
  const std::string exactly = "given dosed_at = 2026-05-31T08:00Z expect a.drug not advised";
  const std::string later = "given dosed_at = 2026-05-31T08:20Z expect a.drug advised";
  const auto fate = [&](const std::string& condition, const std::string& given) {
    return fate_of(mutants(condition, given), "in `" + condition + "` `<` becomes `<=`");
  };
  for (const auto* condition : {"hours_since < 4 hours", "hours_since * 60 < 240 hours",
                                "max(hours_since, 1 hour) < 4 hours", "hours_since / 2 - 1 hour < 1 hour"}) {
    INFO(condition);
    CHECK(fate(condition, exactly) == "killed");
    CHECK(fate(condition, later) == "survived");
  }
  CHECK(fate("round(hours_since / 1 hour) < 4", "given dosed_at = 2026-05-31T08:40Z expect a.drug advised") ==
        "not_decided");
}

TEST_CASE("a moment is a threshold, which slips by one in its last place", "[mutate]") {
  const auto fate = [](const std::string& from, const std::string& given, const std::string& to) {
    return fate_of(mutants_of(written_pathway(R"(pathway times "Times" { version "1" }
fact seen_at "Seen" : moment
action drug "Drug" drug
section a "A" { should give drug { when seen_at < )" +
                                              from +
                                              R"( } }
scenario "given" { at 2026-06-30T12:00Z given seen_at = )" +
                                              given + " }\n")),
                   fmt::format("`{}` becomes `{}`", from, to));
  };
  const std::string before = "2026-05-31T08:29:59.9Z expect a.drug advised";
  CHECK(fate("2026-05-31T08:30Z", before, "2026-05-31T08:29:00Z") == "killed");
  CHECK(fate("2026-05-31T08:30Z", before, "2026-05-31T08:31:00Z") == "survived");
  CHECK(fate("2026-05-31T08:30:00Z", before, "2026-05-31T08:29:59Z") == "killed");
  CHECK(fate("2026-05-31T08:30:00.0Z", before, "2026-05-31T08:29:59.9Z") == "killed");
  CHECK(fate("2026-05-31T08:30:00.00Z", before, "2026-05-31T08:29:59.99Z") == "survived");
}

TEST_CASE("a modality changes no status, but a conflict can show it", "[mutate]") {
  CHECK(fate_of(mutants_of(written_pathway(covered)), "a.both: `should` becomes `should not`") ==
        "changes_no_status");
  const auto conflicting = covered +
                           "section b \"Second\" { must not give fluid as not_now { when shock cite s.1 } }\n"
                           "scenario \"conflict\" { given shock = yes given lactate = 5 mmol/L\n"
                           "  expect conflict a.both, b.not_now }\n";
  CHECK(fate_of(mutants_of(written_pathway(conflicting)), "a.both: `should` becomes `should not`") ==
        "killed");
}

TEST_CASE("mutate refuses what it cannot use", "[mutate]") {
  CHECK(run_in_process({"mutate", in_project("/tests/golden")}).exit_code == ExitCode::unusable);
  CHECK(run_in_process({"mutate", stdlib + "/units.pathway"}).exit_code == ExitCode::unusable);
  CHECK(run_in_process({"mutate", broken_pathway()}).exit_code == ExitCode::unusable);
  CHECK(run_in_process({"mutate", dah_folder, "--filter", "no such thing"}).exit_code == ExitCode::unusable);
  CHECK(run_in_process({"mutate", dah_folder, "--filter", "[a"}).exit_code == ExitCode::unusable);
  const auto failing = written_pathway(covered + "scenario \"wrong\" { expect a.both advised }\n");
  const auto reply = run_in_process({"mutate", failing});
  CHECK(reply.exit_code == ExitCode::unusable);
  CHECK_THAT(reply.err, Contains("1 scenario fails already"));
}

TEST_CASE("what a contraindication beside another one blocks is killed by no scenario that is blocked anyway",
          "[mutate]") {
  const auto pathway = mutants_of(written_pathway(R"(pathway kills "Kills" { version "1" follows guide }
source guide "A guide" { section s "All" { statement 1 "What to do" refs 1 } }
fact clot "Clot" : yes or no
fact allergy "Allergy" : yes or no
action alteplase "Alteplase" drug
section lysis "Lysis" {
  contraindicated alteplase as clotting { when clot cite s.1 }
  contraindicated alteplase as allergic { when allergy cite s.1 }
  should start alteplase as go { cite s.1 }
}
scenario "allergic" { given allergy = yes expect lysis.go not advised }
)"));
  CHECK(of(pathway, "`clot` is left out")["fate"] == "survived");
  CHECK(of(pathway, "lysis.go: `should` becomes `should not`")["fate"] == "killed");
}

TEST_CASE("scenarios that are missing are written to a file, and nothing else is written over", "[mutate]") {
  const TestFolder folder;
  const auto written = folder.path("more.pathway");
  const auto pathway = folder.write("covered.pathway", covered);
  for (const auto& call : {std::vector<std::string>{"mutate", pathway},
                           std::vector<std::string>{"test", pathway, "--coverage"}}) {
    auto emitting = call;
    emitting.insert(emitting.end(), {"--emit-scenarios", written});
    CHECK(run_in_process(emitting).err == "");
    CHECK(run_in_process(emitting).err == "");  // its own file
    auto both = call;
    both[1] = written_pathway(covered + folder.read("more.pathway"));
    if (call.front() == "test") both.insert(both.end(), {"--min", "100"});
    const auto reply = run_in_process(both);
    INFO(reply.out << reply.err);
    CHECK(reply.exit_code == ExitCode::fine);
  }
  const auto refused = run_in_process({"mutate", pathway, "--emit-scenarios", pathway, "--force"});
  CHECK(refused.exit_code == ExitCode::unusable);
  CHECK(folder.read("covered.pathway") == covered);
  const auto other = folder.write("other.txt", "# mine\n");
  CHECK_THAT(run_in_process({"mutate", pathway, "--emit-scenarios", other}).err, Contains("--force"));
  CHECK(folder.read("other.txt") == "# mine\n");
  run_in_process({"mutate", pathway, "--emit-scenarios", other, "--force"});
  CHECK_THAT(folder.read("other.txt"), Contains("scenario \""));
  CHECK_THAT(run_in_process({"test", pathway, "--emit-scenarios", written}).err, Contains("add --coverage"));
}

}  // namespace waymark::mutate_command_test
