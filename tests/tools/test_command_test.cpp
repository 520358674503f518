// `waymark test` as its callers see it.
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "command_runner.hpp"
#include "golden.hpp"
#include "project_files.hpp"
#include "test_folder.hpp"
#include "tools/report/xml_text.hpp"

namespace waymark::test_command_test {
namespace {

using Catch::Matchers::Contains;
using Json = nlohmann::json;
namespace fs = std::filesystem;

const std::string stdlib = in_project("/stdlib");

std::string text_of(const fs::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

// `from` in a file of the folder becomes `to`.
void change(const fs::path& file, const std::string& from, const std::string& to) {
  auto text = text_of(file);
  const auto at = text.find(from);
  REQUIRE(at != text.npos);
  std::ofstream{file, std::ios::binary} << text.replace(at, from.size(), to);
}

const std::string small = R"(library small "Small" { version "1" }
use units
fact lactate "Lactate" : number in mmol/L within 0 to 30
define high = lactate >= 4 mmol/L
scenario "four is high" { given lactate = 4 mmol/L expect high }
)";

std::string small_pathway(const std::string& scenarios) {
  const auto first = small.find("scenario");
  return written_pathway(small.substr(0, first) + scenarios);
}

// What `xmllint` has to say where the document does not fit the schema.
std::string xml_problems(const std::string& xml) {
  const TestFolder folder;
  folder.write("report.xml", xml);
  const auto command =
      fmt::format("xmllint --noout --nonet --schema '{}' '{}' >'{}' 2>&1",
                  in_project("/tests/support/junit.xsd"), folder.path("report.xml"), folder.path("problems"));
  return std::system(command.c_str()) == 0 ? "" : text_of(folder.path("problems"));
}

}  // namespace

TEST_CASE("test runs the scenarios of pathways and libraries", "[test_command]") {
  const auto reply = run_in_process({"test", dah_folder, stdlib});
  CHECK(reply.err == "");
  CHECK(reply.exit_code == ExitCode::fine);
  CHECK_THAT(reply.out, Contains("respiratory.pathway: "));
  const auto last = reply.out.rfind('\n', reply.out.size() - 2);
  CHECK_THAT(reply.out.substr(last + 1), Catch::Matchers::Matches("[0-9]+ scenarios, [0-9]+ passed\n"));
}

// x.pathway in tests/golden/scenarios_run, beside x.out.
TEST_CASE("what came of each scenario is told", "[test_command][golden]") {
  const InProjectFolder project;
  for (const auto& entry : fs::directory_iterator{golden::folder() / "scenarios_run"}) {
    auto path = entry.path();
    if (path.extension() != ".pathway") continue;
    const auto reply = run_in_process({"test", fs::relative(path, golden::root())});
    golden::compare_or_update(path.replace_extension(".out"),
                              fmt::format("exit code {}\n{}{}", int(reply.exit_code), reply.err, reply.out));
  }
}

TEST_CASE("a broken threshold fails, and the message names it", "[test_command]") {
  const TestFolder folder;
  fs::copy(dah_folder, folder.path("dah"), fs::copy_options::recursive);
  change(folder.path("dah/prognosis.pathway"), "lung_area_involved > 50 %", "lung_area_involved > 55 %");
  const auto reply = run_in_process({"test", folder.path("dah")});
  CHECK(reply.exit_code == ExitCode::answer_is_no);
  CHECK_THAT(reply.out, Contains("failed: 51 % of the lung: expected prognosis.aav_risk advised, found not "
                                 "advised\n"));
  CHECK_THAT(reply.out, Contains("  expect prognosis.aav_risk advised\n"));
  CHECK_THAT(reply.out, Contains("lung_area_involved > 55 % = no\n"));
  CHECK_THAT(reply.out, !Contains("section initial"));
  CHECK_THAT(reply.out, Contains(" 2 failed\n"));
}

TEST_CASE("a failed condition shows its parts", "[test_command]") {
  const auto path = small_pathway("scenario \"three\" { given lactate = 3 mmol/L expect high }");
  const auto reply = run_in_process({"test", path});
  CHECK(reply.exit_code == ExitCode::answer_is_no);
  CHECK_THAT(reply.out, Contains("three: expected yes, found no") && Contains("expect high: no") &&
                            Contains("lactate = 3 mmol/L") && Contains("1 scenario, 0 passed, 1 failed\n"));
}

TEST_CASE("a scenario whose patient breaks a property fails", "[test_command]") {
  const TestFolder folder;
  fs::copy(dah_folder, folder.path("dah"), fs::copy_options::recursive);
  change(folder.path("dah/properties.pathway"), "remission_since >= 6 months", "remission_since >= 5 months");
  const auto path = folder.path("dah");
  const auto reply = run_in_process({"test", path});
  CHECK(reply.exit_code == ExitCode::answer_is_no);
  CHECK_THAT(reply.out, Contains(": breaks \"a transplant delayed after 6 months of remission\"\n") &&
                            Contains("properties.pathway:86:"));
  const auto json = nlohmann::json::parse(run_in_process({"test", path, "--format", "json"}).out);
  CHECK(json["failed"] > 0);
  const auto junit = run_in_process({"test", path, "--format", "junit"});
  CHECK_THAT(junit.out, Contains("message=\"breaks &quot;a transplant delayed"));
}

TEST_CASE("of a decision path only the way to the statement is shown", "[test_command]") {
  auto text = rich_pathway;
  text += "\nscenario \"wrong\" { expect a.heavy advised }\n";
  const auto reply = run_in_process({"test", written_pathway(text), "--filter", "^wrong$"});
  CHECK(reply.exit_code == ExitCode::answer_is_no);
  CHECK_THAT(reply.out, Contains("note a.heavy") && !Contains("a.fluid") && Contains("weight"));
}

TEST_CASE("a filter chooses scenarios by their names", "[test_command]") {
  const auto some = run_in_process({"test", dah_folder, "--filter", "^refractory"});
  CHECK(some.exit_code == ExitCode::fine);
  CHECK_THAT(some.out, Catch::Matchers::StartsWith("6 scenarios, 6 passed\n"));
  const auto none = run_in_process({"test", dah_folder, "--filter", "no such name"});
  CHECK(none.exit_code == ExitCode::unusable);
  CHECK(none.out == "");
  CHECK_THAT(none.err, Contains("no scenario has such a name"));
  const auto wrong = run_in_process({"test", dah_folder, "--filter", "(a"});
  CHECK(wrong.exit_code == ExitCode::unusable);
  CHECK_THAT(wrong.err, Contains("--filter (a: "));
}

TEST_CASE("what holds no scenario is never green", "[test_command]") {
  const TestFolder empty;
  for (const auto& path : {empty.path().string(), stdlib + "/units.pathway", small_pathway(""),
                           broken_pathway(), in_project("/nowhere")}) {
    CAPTURE(path);
    CHECK(run_in_process({"test", path}).exit_code == ExitCode::unusable);
    const auto mixed = run_in_process({"test", path, dah_folder});
    CHECK(mixed.exit_code == ExitCode::unusable);
    CHECK_THAT(mixed.out, Contains(" passed\n"));
  }
  CHECK(run_in_process({"test"}).exit_code == ExitCode::unusable);
}

TEST_CASE("a folder of pathways is not a pathway, but may hold what was meant", "[test_command]") {
  const TestFolder folder;
  fs::copy(dah_folder, folder.path("dah"), fs::copy_options::recursive);
  const auto reply = run_in_process({"test", folder.path().string()});
  CHECK(reply.exit_code == ExitCode::unusable);
  CHECK_THAT(reply.err, Contains("holds no .pathway file; did you mean `" + folder.path("dah") + "`?"));
}

TEST_CASE("test writes the results as JSON", "[test_command]") {
  const auto path = small_pathway(
      "scenario \"three\" { given lactate = 3 mmol/L expect high }\n"
      "scenario \"five\" { given lactate = 5 mmol/L expect high }");
  const auto document = Json::parse(run_in_process({"test", path, "--format", "json"}).out);
  CHECK(document["scenarios"] == 2);
  CHECK(document["passed"] == 1);
  CHECK(document["failed"] == 1);
  const auto& scenarios = document["pathways"][0]["scenarios"];
  CHECK(scenarios[0]["name"] == "three");
  CHECK(scenarios[0]["expectations"][0]["actual"] == "no");
  CHECK(scenarios[0]["expectations"][0]["path"][0]["because"]["children"].size() == 1);
  CHECK_FALSE(scenarios[1]["expectations"][0].contains("path"));
}

TEST_CASE("JUnit's XML fits what its readers expect", "[test_command]") {
  const auto fine = run_in_process({"test", dah_folder, stdlib, "--format", "junit"});
  CHECK(fine.exit_code == ExitCode::fine);
  CHECK(xml_problems(fine.out) == "");
  const auto failing = small_pathway(
      "scenario \"<a> & \\\"b\\\" 'c' ]]>\" { given lactate = 3 mmol/L expect high }\n"
      "scenario \"five\" { given lactate = 5 mmol/L expect high }");
  const auto reply = run_in_process({"test", failing, broken_pathway(), "--format", "junit"});
  CHECK(reply.exit_code == ExitCode::unusable);
  CHECK(xml_problems(reply.out) == "");
  CHECK_THAT(reply.out, Contains("tests=\"2\" failures=\"1\" errors=\"0\""));
  CHECK_THAT(reply.out, Contains("tests=\"1\" failures=\"0\" errors=\"1\""));
  CHECK_THAT(reply.out, Contains("timestamp=\"2026-11-23T08:30:00\""));
  CHECK_THAT(reply.out, Contains("message=\"expected yes, found no\""));
  CHECK(xml_problems("<testsuites><testsuite/></testsuites>") != "");
}

TEST_CASE("XML holds any bytes", "[test_command]") {
  CHECK(xml_text("a<b>&\"'\n\t") == "a&lt;b&gt;&amp;&quot;&#39;\n\t");
  CHECK(xml_attribute("a\nb\tc\r") == "a&#10;b&#9;c&#13;");
  std::string all;
  for (int c = 0; c < 256; ++c) all += static_cast<char>(c);
  all += "\xEF\xBF\xBE\xEF\xBF\xBF\xED\xA0\x80\u00b5\U0001F600";
  const auto document =
      fmt::format("<testsuites a=\"{}\">{}</testsuites>", xml_attribute(all), xml_text(all));
  CHECK_THAT(xml_problems(document), !Contains("parser error") && !Contains("invalid"));
}

namespace {

// The program in the background, its output in a file.
class Watched {
 public:
  explicit Watched(const std::string& path) : process_{::fork()} {
    if (process_ == 0) {
      const auto out = folder_.path("out");
      if (std::freopen(out.c_str(), "w", stdout) == nullptr) ::_exit(99);
      if (::dup2(STDOUT_FILENO, STDERR_FILENO) < 0) ::_exit(99);
      ::execl(waymark_program().c_str(), "waymark", "test", path.c_str(), "--watch", "--stdlib",
              stdlib.c_str(), nullptr);
      ::_exit(99);
    }
  }
  ~Watched() {
    if (process_ > 0) ::kill(process_, SIGKILL), ::waitpid(process_, nullptr, 0);
  }
  Watched(const Watched&) = delete;
  Watched& operator=(const Watched&) = delete;

  // Whether this comes within ten seconds, behind what came before.
  bool says(const std::string& text) {
    for (int i = 0; i < 200; ++i) {
      const auto out = text_of(folder_.path("out")).substr(seen_);
      if (const auto at = out.find(text); at != out.npos) {
        seen_ += at + text.size();
        return true;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds{50});
    }
    return false;
  }

  int interrupt() {
    int status = 0;
    ::kill(process_, SIGINT);
    ::waitpid(std::exchange(process_, 0), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  TestFolder folder_;
  pid_t process_;
  std::size_t seen_ = 0;
};

}  // namespace

TEST_CASE("watching runs again after each change", "[test_command]") {
  const TestFolder folder;
  folder.write("small.pathway", small);
  Watched watched{folder.path().string()};
  REQUIRE(watched.says("1 scenario, 1 passed\n"));
  REQUIRE(watched.says("waymark: waiting for a change; Ctrl-C ends\n"));  // below the result
  change(folder.path("small.pathway"), ">= 4", ">= 5");
  REQUIRE(watched.says("1 scenario, 0 passed, 1 failed\n"));
  folder.write("new", small + "scenario \"nine\" { given lactate = 9 mmol/L expect high }\n");
  fs::rename(folder.path("new"), folder.path("small.pathway"));
  REQUIRE(watched.says("2 scenarios, 2 passed\n"));
  folder.write("other.pathway",
               "library other \"Other\" { version \"1\" }\n"
               "define single = 1\nscenario \"two\" { expect single = 2 }\n");
  REQUIRE(watched.says("3 scenarios, 2 passed, 1 failed\n"));
  CHECK(watched.interrupt() == 1);
}

TEST_CASE("an interrupted watch has the exit code of its last run", "[test_command]") {
  const TestFolder folder;
  folder.write("small.pathway", small);
  Watched watched{folder.path().string()};
  REQUIRE(watched.says("1 scenario, 1 passed\n"));
  CHECK(watched.interrupt() == 0);
}

}  // namespace waymark::test_command_test
