// Which patients an edit advises differently.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "command_runner.hpp"
#include "golden.hpp"
#include "lang/compile.hpp"
#include "test_folder.hpp"

namespace waymark::diff_test {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;
using Json = nlohmann::json;

// A copy of the pathway, and of the libraries that it uses, to be edited; gone when the test ends.
class Copy {
 public:
  Copy() { fs::copy(dah_folder, path(), fs::copy_options::recursive); }

  std::string path() const { return folder_.path("dah"); }
  fs::path folder() const { return folder_.path(); }

  // Puts one text in the place of each other one, in one file.
  void edit(const std::string& file, const std::string& before, const std::string& after) const {
    auto text = golden::read_text(fs::path{path()} / file);
    REQUIRE(text.find(before) != std::string::npos);
    for (auto at = text.find(before); at != std::string::npos; at = text.find(before, at + after.size()))
      text.replace(at, before.size(), after);
    std::ofstream{fs::path{path()} / file} << text;
  }
  void edit_all(const std::string& before, const std::string& after) const {
    for (const auto& entry : fs::directory_iterator{path()}) {
      if (entry.path().extension() != ".pathway") continue;
      if (golden::read_text(entry.path()).find(before) != std::string::npos)
        edit(entry.path().filename(), before, after);
    }
  }
  // Leaves out all from a text on, and puts another in its place.
  void cut(const std::string& file, const std::string& from, const std::string& end) const {
    const auto text = golden::read_text(fs::path{path()} / file);
    REQUIRE(text.find(from) != std::string::npos);
    std::ofstream{fs::path{path()} / file} << text.substr(0, text.find(from)) << end;
  }
  // A library of its own, which goes before that of the standard library.
  void add_library(const std::string& name) const {
    fs::create_directories(fs::path{path()} / "libraries");
    fs::copy(golden::stdlib() / name, fs::path{path()} / "libraries" / name);
  }
  void remove(const std::string& file) const { fs::remove(fs::path{path()} / file); }

 private:
  TestFolder folder_;
};

Json difference_to(const Copy& copy) {
  const auto reply = run_in_process({"diff", dah_folder, copy.path(), "--format", "json"});
  INFO(reply.err);
  REQUIRE(reply.exit_code == ExitCode::fine);
  return Json::parse(reply.out);
}

// "plasma_exchange.exchange: not_advised -> advised"
std::set<std::string> classes(const Json& difference) {
  std::set<std::string> result;
  for (const auto& each : difference["statuses"]) {
    CHECK(each["decided"] == true);
    result.insert(fmt::format("{}: {} -> {}", each["id"].get<std::string>(),
                              each["before"].get<std::string>(), each["after"].get<std::string>()));
  }
  return result;
}

std::vector<std::string> given(const Json& difference, const std::string& id) {
  for (const auto& each : difference["statuses"]) {
    if (each["id"] == id) return each["example"]["given"];
  }
  FAIL(id << " does not change");
  return {};
}

std::set<std::string> declared(const Json& difference) {
  std::set<std::string> result;
  for (const auto& each : difference["declarations"]) {
    result.insert(fmt::format("{} {} {}{}", each["change"].get<std::string>(),
                              each["what"].get<std::string>(), each["id"].get<std::string>(),
                              each.contains("attribute") ? " " + each["attribute"].get<std::string>() : ""));
  }
  return result;
}

void write_to(const fs::path& path, const std::string& text) { std::ofstream{path} << text; }

}  // namespace

TEST_CASE("a threshold that belongs to it now changes who lies on it", "[diff]") {
  const Copy copy;
  copy.add_library("respiratory.pathway");
  copy.edit("libraries/respiratory.pathway", "spo2 < 90 %", "spo2 <= 90 %");
  const auto difference = difference_to(copy);
  CHECK(classes(difference) ==
        std::set<std::string>{
            "initial.severe_presentation: not_advised -> advised",
            "initial.severe_presentation: not_advised -> undetermined",
            "initial.severe_presentation: undetermined -> advised",
            "plasma_exchange.exchange: not_advised -> advised",
            "plasma_exchange.exchange: not_advised -> undetermined",
            "plasma_exchange.exchange: undetermined -> advised",
            "plasma_exchange.other_indications: advised -> not_advised",
            "plasma_exchange.other_indications: undetermined -> not_advised",
            "prognosis.aav_risk: not_advised -> advised", "prognosis.aav_risk: not_advised -> undetermined",
            "prognosis.aav_risk: undetermined -> advised", "special.benign_course: advised -> not_advised",
            "special.benign_course: undetermined -> not_advised"});
  CHECK(given(difference, "plasma_exchange.exchange") ==
        std::vector<std::string>{"spo2 = 90 %", "hypoxemia_observed = no"});
  CHECK(difference["same"] == 20);
  CHECK(declared(difference).empty());
}

TEST_CASE("a condition under a name of its own is proved to change nothing", "[diff]") {
  const Copy copy;
  copy.edit("special.pathway", "when kidney_transplant_candidate and aav", "when waits_for_kidney");
  copy.edit("facts.pathway", "define platelets_low",
            "define waits_for_kidney = kidney_transplant_candidate and aav\n\n"
            "define platelets_low");
  const auto difference = difference_to(copy);
  CHECK(difference["changes_nothing"] == true);
  CHECK(difference["same"] == 25);
  const auto reply = run_in_process({"diff", dah_folder, copy.path(), "--fail-on-change"});
  CHECK(reply.exit_code == ExitCode::fine);
  CHECK_THAT(reply.out,
             Contains("proved to change nothing: all 25 statements have the same status for every patient"));
}

// What the solver has to prove: the shape of the formulas does not say it.
TEST_CASE("a condition that is written otherwise is proved to change nothing", "[diff]") {
  const Copy copy;
  copy.edit("special.pathway", "when kidney_transplant_candidate and aav",
            "when not (not aav or not kidney_transplant_candidate)");
  CHECK(difference_to(copy)["changes_nothing"] == true);
}

TEST_CASE("`or` for `and` changes who has only one of both", "[diff]") {
  const Copy before, after;
  for (const auto* copy : {&before, &after}) {
    copy->edit("adjunctive.pathway", "when standard_therapy_failed",
               copy == &before ? "when refractory and standard_therapy_failed"
                               : "when refractory or standard_therapy_failed");
  }
  const auto reply = run_in_process({"diff", before.path(), after.path(), "--format", "json"});
  INFO(reply.err);
  const auto difference = Json::parse(reply.out);
  CHECK(classes(difference) == std::set<std::string>{"adjunctive.rfviia: not_advised -> advised",
                                                     "adjunctive.rfviia: not_advised -> undetermined",
                                                     "adjunctive.rfviia: undetermined -> advised"});
  for (const auto& each : difference["statuses"]) CHECK(each["example"]["given"].size() <= 3);
}

TEST_CASE("a month less changes who is at the calendar's edge", "[diff]") {
  const Copy copy;
  copy.edit("special.pathway", "remission_since >= 6 months", "remission_since >= 5 months");
  const auto difference = difference_to(copy);
  CHECK(classes(difference) ==
        std::set<std::string>{"special.delay_transplant: advised -> not_advised",
                              "special.delay_transplant: undetermined -> not_advised"});
  const auto& example = difference["statuses"][1]["example"];
  CHECK(example["given"] == Json{"remission_since = 2026-06-22T23:59:59Z"});  // a second over 5 months
  CHECK(example["at"] == "2026-11-23T00:00:00Z");
}

TEST_CASE("what is deleted is told, and changes nothing else", "[diff]") {
  const Copy copy;
  copy.remove("special.pathway");
  copy.cut("source.pathway", "  section special", "}\n");  // else the guide would say what nothing cites
  copy.remove("scenarios.pathway");
  copy.remove("properties.pathway");
  const auto difference = difference_to(copy);
  CHECK(classes(difference).empty());
  CHECK(declared(difference) == std::set<std::string>{"removed note special.benign_course",
                                                      "removed recommendation special.refer",
                                                      "removed recommendation special.delay_transplant"});
  CHECK(difference["changes_nothing"] == false);
  CHECK(run_in_process({"diff", dah_folder, copy.path(), "--fail-on-change"}).exit_code ==
        ExitCode::answer_is_no);
  const auto back = run_in_process({"diff", copy.path(), dah_folder});
  CHECK_THAT(back.out, Contains("recommendation `special.refer` is new"));
}

TEST_CASE("a fact that took another name is the same fact", "[diff]") {
  const Copy copy;
  copy.edit_all("lung_area_involved", "affected_lung");
  const auto difference = difference_to(copy);
  CHECK(classes(difference).empty());
  CHECK(declared(difference).contains("renamed fact lung_area_involved"));
  CHECK_THAT(run_in_process({"diff", dah_folder, copy.path()}).out,
             Contains("fact `lung_area_involved` is called `affected_lung` now") &&
                 Contains("proved to change no status of any patient"));
}

// Another title too, so nothing says that it is the same.
TEST_CASE("facts of one side only are told, and what rests on them changes", "[diff]") {
  const Copy copy;
  copy.edit_all("life_threatening", "deadly");
  copy.edit("facts.pathway", "\"Life-threatening hemorrhage\"", "\"Deadly hemorrhage\"");
  const auto difference = difference_to(copy);
  CHECK(declared(difference).contains("removed fact life_threatening"));
  CHECK(declared(difference).contains("added fact deadly"));
  const auto all = classes(difference);
  CHECK(all.contains("adjunctive.ecmo: advised -> not_advised"));
  CHECK(all.contains("adjunctive.ecmo: not_advised -> advised"));
}

TEST_CASE("what is declared otherwise is told in the authors' words", "[diff]") {
  const auto pathway = [](const std::string& bounds, const std::string& advice) {
    return written_pathway(R"(pathway small "Small" { version "1" follows guide }
source guide "A guide" { section s "All" { statement 1 "What to do" refs 1
  statement 2 "More" refs 2 } }
fact lactate "Lactate" : number in mmol/L )" +
                           bounds + R"(
fact weight "Weight" : number in kg within 1 to 300
parameter volume "Volume" : number in mL/kg = 30 mL/kg
action fluid "Fluid" drug
section a "First" { )" + advice +
                           " }\n");
  };
  const auto before = pathway("within 0 to 30", R"(should give fluid as f {
    dose volume * weight for 3 days because "little" when lactate > 4 mmol/L cite s.1, s.2 })");
  const auto after = pathway("within 0 to 40 valid for 6 hours", R"(must give fluid as f {
    dose volume * weight for 5 days route oral because "much" when lactate > 4 mmol/L cite s.2, s.1 })");
  const auto reply = run_in_process({"diff", before, after, "--format", "json"});
  INFO(reply.err << reply.out);
  const auto difference = Json::parse(reply.out);
  CHECK(declared(difference) ==
        std::set<std::string>{"changed fact lactate bounds", "changed fact lactate valid for",
                              "changed recommendation a.f modality", "changed recommendation a.f for",
                              "changed recommendation a.f route", "changed recommendation a.f because",
                              "changed recommendation a.f cite"});
  CHECK(classes(difference) ==
        std::set<std::string>{"a.f: advised -> undetermined", "a.f: not_advised -> undetermined"});
}

TEST_CASE("a dose that is worked out otherwise is told, however it is written", "[diff]") {
  const auto pathway = [](const std::string& volume) {
    return written_pathway(R"(pathway small "Small" { version "1" follows guide }
source guide "A guide" { section s "All" { statement 1 "What to do" refs 1 } }
fact weight "Weight" : number in kg within 1 to 300
parameter volume "Volume" : number in mL/kg = )" +
                           volume + R"(
action fluid "Fluid" drug
section a "First" { should give fluid as f { dose volume * weight cite s.1 } }
)");
  };
  const auto reply = run_in_process({"diff", pathway("30 mL/kg"), pathway("20 mL/kg"), "--format", "json"});
  INFO(reply.err);
  CHECK(declared(Json::parse(reply.out)) ==
        std::set<std::string>{"changed parameter volume value", "changed recommendation a.f dose"});
}

TEST_CASE("what is not linear but the same is the same", "[diff]") {
  const auto pathway = [](const std::string& condition) {
    return written_pathway(R"(pathway small "Small" { version "1" follows guide }
source guide "A guide" { section s "All" { statement 1 "What to do" refs 1 } }
fact x "X" : number within 0 to 9
fact y "Y" : number within 0 to 9
fact other "Other" : yes or no
define product = x * y
action fluid "Fluid" drug
section a "First" { should give fluid as f { when )" +
                           condition + R"( cite s.1 } }
)");
  };
  const auto compared = [&](const std::string& before, const std::string& after) {
    const auto reply = run_in_process({"diff", pathway(before), pathway(after), "--format", "json"});
    INFO(reply.err);
    return Json::parse(reply.out);
  };
  CHECK(compared("other and product > 20", "other and x * y > 20")["changes_nothing"] == true);
  CHECK(compared("other and product > 20", "product > 20 and other")["changes_nothing"] == true);
  const auto changed = compared("other and product > 20", "other or product > 20");
  CHECK(classes(changed).contains("a.f: not_advised -> advised"));
  CHECK(changed["changed"] == 1);
}

TEST_CASE("the patients found are scenarios that pass", "[diff]") {
  const Copy copy;
  copy.edit("special.pathway", "remission_since >= 6 months", "remission_since >= 5 months");
  const auto file = (copy.folder() / "found.pathway").string();
  REQUIRE(run_in_process({"diff", dah_folder, copy.path(), "--emit-scenarios", file}).exit_code ==
          ExitCode::fine);
  write_to(fs::path{copy.path()} / "found.pathway", golden::read_text(file));
  const auto reply = run_in_process({"test", copy.path(), "--filter", "was (advised|undetermined)"});
  CHECK(reply.out == "2 scenarios, 2 passed\n");
  const auto nowhere = run_in_process({"diff", dah_folder, copy.path(), "--emit-scenarios", "/nowhere/x"});
  CHECK(nowhere.exit_code == ExitCode::unusable);
}

TEST_CASE("the patients of a file are counted", "[diff]") {
  const Copy copy;
  copy.edit("special.pathway", "remission_since >= 6 months", "remission_since >= 5 months");
  const auto file = (copy.folder() / "cohort.ndjson").string();
  const std::string candidate =
      R"({"at": "2026-11-23", "facts": {"kidney_transplant_candidate": true, "causes": ["aav"], )";
  write_to(file, candidate + "\"remission_since\": \"2026-06-23\"}}\n\n" + candidate +
                     "\"remission_since\": \"2026-06-24\"}}\r\n" + "{\"at\": \"2026-11-23\"}");
  const auto reply = run_in_process({"diff", dah_folder, copy.path(), "--cohort", file});
  INFO(reply.err);
  CHECK_THAT(reply.out, Contains("advised -> not advised (1 of 3 in the cohort)") &&
                            Contains("undetermined -> not advised (0 of 3 in the cohort)") &&
                            Contains("1 of 3 patients in the cohort get another status\n"));
  const auto json = Json::parse(
      run_in_process({"diff", dah_folder, copy.path(), "--cohort", file, "--format", "json"}).out);
  CHECK(json["cohort"] == Json{{"patients", 3}, {"changed", 1}});
  CHECK_THAT(run_in_process({"diff", dah_folder, copy.path(), "--cohort", file, "--format", "markdown"}).out,
             Contains("| advised | not advised | 1 | a patient"));

  write_to(file, "{}\n{\"facts\": {\"spo\": 3}}\n{\n");
  const auto refused = run_in_process({"diff", dah_folder, copy.path(), "--cohort", file});
  CHECK(refused.exit_code == ExitCode::unusable);
  CHECK(refused.out == "");
  CHECK_THAT(refused.err, Contains("cohort.ndjson:2:") && Contains("$.facts.spo") &&
                              Contains("cohort.ndjson:3:") &&
                              Contains("2 lines rejected, 0 allowed; nothing was counted\n"));
  CHECK(run_in_process({"diff", dah_folder, copy.path(), "--cohort", "/nowhere"}).exit_code ==
        ExitCode::unusable);
}

// The formulas know no dates before 1900; a cohort may.
TEST_CASE("a change that only the proof or only the cohort finds fails all the same", "[diff]") {
  const TestFolder folder;
  const auto pathway = [](const std::string& first_day) {
    return "pathway born \"Born\" { version \"1.0.0\" }\nfact birth \"Birth\" : date\n"
           "section s \"S\" { note old { when birth < " +
           first_day + " says \"old\" } }\n";
  };
  const auto before = folder.write("before.pathway", pathway("1890-01-01"));
  const auto after = folder.write("after.pathway", pathway("1880-01-01"));
  const auto young = folder.write("young.pathway", pathway("1950-01-01"));
  const auto born_1885 = folder.write("cohort.ndjson", R"({"facts": {"birth": "1885-01-01"}})");
  const auto exit_code = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "diff");
    arguments.emplace_back("--fail-on-change");
    return run_in_process(arguments).exit_code;
  };
  CHECK(exit_code({before, after}) == ExitCode::fine);
  CHECK(exit_code({before, after, "--cohort", born_1885}) == ExitCode::answer_is_no);
  CHECK(exit_code({before, young, "--cohort", born_1885}) == ExitCode::answer_is_no);
  CHECK(exit_code({before, before, "--cohort", born_1885}) == ExitCode::fine);
}

TEST_CASE("a difference as a comment on a change", "[diff]") {
  const Copy copy;
  copy.edit("special.pathway", "remission_since >= 6 months", "remission_since >= 5 months");
  const auto reply = run_in_process({"diff", dah_folder, copy.path(), "--format", "markdown"});
  CHECK_THAT(reply.out,
             Contains("| statement | was | is | for example for |") &&
                 Contains("| `special.delay_transplant` | advised | not advised | a patient with "));
}

TEST_CASE("a revision of the same path", "[diff][git]") {
  const Copy copy;
  const auto git = [&](const std::string& arguments) {
    return std::system(fmt::format("git -C {} -c user.name=a -c user.email=a@b -c init.defaultBranch=main {} "
                                   ">/dev/null 2>&1",
                                   copy.folder().string(), arguments)
                           .c_str());
  };
  REQUIRE(git("init") == 0);
  const auto outside = run_in_process({"diff", "git:HEAD", copy.path()});
  CHECK(outside.exit_code == ExitCode::unusable);
  CHECK_THAT(outside.err, Contains("git:HEAD: there is no such revision"));
  REQUIRE(git("add .") == 0);
  REQUIRE(git("commit -m first") == 0);
  CHECK_THAT(run_in_process({"diff", "git:HEAD", copy.path()}).out, Contains("proved to change nothing"));
  copy.edit("special.pathway", "remission_since >= 6 months", "remission_since >= 5 months");
  const auto reply = run_in_process({"diff", "git:HEAD", copy.path()});
  INFO(reply.err);
  CHECK_THAT(reply.out, Contains("1 statement changes for some patients"));
  CHECK_THAT(run_in_process({"diff", copy.path(), "git:HEAD"}).out, Contains("not advised -> advised"));
  const auto file = copy.path() + "/special.pathway";
  CHECK(run_in_process({"diff", "git:HEAD", file}).err.find("PW") != std::string::npos);  // no pathway alone
}

TEST_CASE("diff refuses what it cannot use", "[diff]") {
  const auto refused = [](const std::vector<std::string>& arguments, const std::string& message) {
    auto all = arguments;
    all.insert(all.begin(), "diff");
    const auto reply = run_in_process(all);
    CHECK(reply.exit_code == ExitCode::unusable);
    CHECK(reply.out == "");
    CHECK_THAT(reply.err, Contains(message));
  };
  refused({"git:main", "git:main"}, "one of OLD and NEW has to be a path");
  refused({"git:main", "/nowhere/at/all"}, "No such file or directory");
  refused({"git:HEAD", "/"}, "is in no git repository");
  refused({dah_folder, broken_pathway()}, "error[");
  refused({dah_folder, "/nowhere"}, "No such file or directory");
  refused({dah_folder}, "NEW");
}

}  // namespace waymark::diff_test
