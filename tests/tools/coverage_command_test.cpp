// `waymark test --coverage` as its callers see it.
#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "command_runner.hpp"
#include "project_files.hpp"

namespace waymark::coverage_command_test {
namespace {

using Catch::Matchers::Contains;
using Json = nlohmann::json;

const std::string stdlib = in_project("/stdlib");

Json coverage_of(const std::string& pathway) {
  const auto reply = run_in_process({"test", written_pathway(pathway), "--coverage", "--format", "json"});
  INFO(reply.err);
  REQUIRE_FALSE(reply.out.empty());
  return Json::parse(reply.out)["coverage"];
}

Json item(const Json& coverage, const std::string& subject, const std::string& value) {
  for (const auto& each : coverage["pathways"][0]["items"]) {
    if (each["subject"] == subject && each["value"] == value) return each;
  }
  FAIL(subject << ' ' << value << " is no item");
  return {};
}

}  // namespace

TEST_CASE("the scenarios of the pathway reach all that can be reached", "[coverage]") {
  const auto reply = run_in_process({"test", dah_folder, stdlib, "--coverage", "--min", "100"});
  INFO(reply.out);
  CHECK(reply.exit_code == ExitCode::fine);
  CHECK(reply.err == "");
}

TEST_CASE("coverage counts statuses, conditions and what their parts decide", "[coverage]") {
  const auto coverage = coverage_of(covered);
  CHECK(item(coverage, "a.both", "advised")["scenarios"] == 1);
  CHECK(item(coverage, "a.both", "undetermined")["reached"] == "no");
  CHECK(item(coverage, "shock", "decides as yes")["reached"] == "yes");
  CHECK(item(coverage, "shock", "decides as no")["reached"] == "yes");
  CHECK(item(coverage, "lactate >= 4 mmol/L", "decides as yes")["reached"] == "yes");
  CHECK(item(coverage, "lactate >= 4 mmol/L", "decides as no")["reached"] == "no");
  CHECK(item(coverage, "shock is confirmed", "unknown")["reached"] == "unreachable_by_form");
  CHECK(item(coverage, "a.always_known", "undetermined")["reached"] == "unreachable_by_form");
}

TEST_CASE("what would reach what is missing reaches it", "[coverage]") {
  auto text = covered;
  int added = 0;
  const auto coverage = coverage_of(covered);
  for (const auto& each : coverage["pathways"][0]["items"]) {
    if (each["reached"] != "no") continue;
    REQUIRE(each.contains("given"));
    text += fmt::format("scenario \"added {}\"", ++added);
    if (each.contains("extends")) text += fmt::format(" extends \"{}\"", each["extends"].get<std::string>());
    text += " {";
    for (const auto& given : each["given"]) text += " given " + given.get<std::string>();
    text += " expect a.both is advised or a.both is not advised or a.both is undetermined }\n";
  }
  CHECK(added > 2);
  CHECK(coverage_of(text)["percent"] == 100.0);
}

TEST_CASE("what no patient reaches is told apart from what no scenario reaches", "[coverage]") {
  auto text = covered;
  const std::string before = "when shock is confirmed";
  text.replace(text.find(before), before.size(), "when lactate > 5 mmol/L and lactate < 5 mmol/L");
  const auto coverage = coverage_of(text);
  CHECK(item(coverage, "a.always_known", "advised")["reached"] == "unreachable");
  CHECK(item(coverage, "a.always_known", "undetermined")["reached"] == "no");
}

TEST_CASE("too little coverage is answered no", "[coverage]") {
  const auto path = written_pathway(covered);
  const auto little = run_in_process({"test", path, "--coverage", "--min", "99.5"});
  CHECK(little.exit_code == ExitCode::answer_is_no);
  CHECK_THAT(little.err, Contains(" %, less than 99.5 %"));
  CHECK_THAT(little.out, Contains("no scenario reaches a.both undetermined\n      would be reached by "));
  CHECK(run_in_process({"test", path, "--coverage", "--min", "10"}).exit_code == ExitCode::fine);
  for (const std::vector<std::string>& wrong : {std::vector<std::string>{"--min", "10"},
                                                {"--format", "lcov"},
                                                {"--coverage", "--format", "junit"},
                                                {"--coverage", "--min", "101"},
                                                {"--coverage", "--min", "many"}}) {
    std::vector<std::string> call{"test", path};
    call.insert(call.end(), wrong.begin(), wrong.end());
    CHECK(run_in_process(call).exit_code == ExitCode::unusable);
  }
  CHECK_THAT(run_in_process({"test", path, "--coverage", "--min", "many"}).err,
             Contains("--min: expected a number from 0 to 100, found `many`"));
}

TEST_CASE("coverage is written for LCOV and as a page", "[coverage]") {
  const auto path = written_pathway(covered);
  const auto lcov = run_in_process({"test", path, "--coverage", "--format", "lcov"}).out;
  CHECK_THAT(lcov, Catch::Matchers::StartsWith("TN:\nSF:" + path + "\nBRDA:7,0,0,") && Contains("BRH:") &&
                       Contains("DA:7,") && Catch::Matchers::EndsWith("end_of_record\n"));
  const auto page = run_in_process({"test", path, "--coverage", "--format", "html"}).out;
  CHECK_THAT(page, Catch::Matchers::StartsWith("<!DOCTYPE html>") && Contains("name=\"viewport\"") &&
                       Contains("lactate &gt;= 4 mmol/L") && Contains("class=\"item no\"") &&
                       Contains("; would be reached by ") && !Contains("http") && !Contains("<script"));
}

TEST_CASE("what decides inside a question about a condition counts", "[coverage]") {
  auto text = covered;
  const std::string before = "when shock is confirmed";
  text.replace(text.find(before), before.size(),
               "when (shock or lactate > 9 mmol/L) is confirmed and (shock and lactate > 2 mmol/L) = no");
  const auto coverage = coverage_of(text);
  CHECK(item(coverage, "lactate > 9 mmol/L", "decides as no")["reached"] == "yes");
  CHECK(item(coverage, "lactate > 9 mmol/L", "decides as yes")["reached"] == "no");
  CHECK(item(coverage, "lactate > 2 mmol/L", "decides as yes")["reached"] == "yes");
}

}  // namespace waymark::coverage_command_test
