// What is printed of very large inputs is bounded, and says so.
#include <functional>

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "command_runner.hpp"
#include "tools/report/diagnostics_text.hpp"

namespace waymark::large_inputs_test {
namespace {

using Catch::Matchers::Contains;
using Json = nlohmann::json;

const std::string head = "pathway large \"Large\" { version \"1\" }\n";

std::string repeated(int times, const std::function<std::string(int)>& line) {
  std::string result;
  for (int i = 0; i < times; ++i) result += line(i);
  return result;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t result = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++result;
  return result;
}

std::string unknown_names(int times) {
  return repeated(times, [](int i) { return fmt::format("define d{} = ag > {} years\n", i, i); });
}

std::string facts(int times) {
  return repeated(times, [](int i) { return fmt::format("fact f{} \"Fact {}\" : yes or no\n", i, i); });
}

std::string all_of_facts(int times) {
  return "define together = f0" + repeated(times - 1, [](int i) { return fmt::format(" and f{}", i + 1); }) +
         "\n";
}

// Recommendations under one condition of as many facts.
std::string shared_condition(int fact_count, int statements) {
  return head + facts(fact_count) + all_of_facts(fact_count) + "action a \"A\" drug\nsection s \"S\" {\n" +
         repeated(statements,
                  [](int i) { return fmt::format("should give a as r{} {{ when together }}\n", i); }) +
         "}\n";
}

}  // namespace

TEST_CASE("of very many mistakes the first are shown, and how many there are besides", "[large][command]") {
  const auto path = written_pathway(head + "use person\n" + unknown_names(120));
  const auto reply = run_in_process({"check", path});
  CHECK(count(reply.err, "error[") == 50);
  CHECK_THAT(reply.err, Contains("\n... and 70 more errors"));
  CHECK_THAT(reply.err, Contains("`waymark check --format json` lists them all\n"));
  const auto document = Json::parse(run_in_process({"check", path, "--format", "json"}).out);
  CHECK(document["errors"] == 120);
}

TEST_CASE("an error is shown before warnings where not all of them can be", "[large]") {
  Sources sources;
  const auto file = sources.add("a.pathway", std::string(61, 'x'));
  Diagnostics diagnostics;
  for (std::uint32_t i = 0; i < 60; ++i) diagnostics.report({file, i, i + 1}, diagnostics::no_citation, "x");
  diagnostics.report({file, 60, 61}, diagnostics::unknown_name, "x");
  const auto text = diagnostics_text(diagnostics.sorted(), sources, false);
  CHECK(count(text, "error[") == 1);
  CHECK(count(text, "warning[") == 49);
  CHECK_THAT(text, Contains("... and 11 more warnings; `waymark check"));
}

TEST_CASE("a near name is searched for the first hundred times", "[large][command]") {
  const auto path = written_pathway(head + "use person\n" + unknown_names(120));
  const auto document = Json::parse(run_in_process({"check", path, "--format", "json"}).out);
  std::size_t helped = 0;
  for (const auto& each : document["diagnostics"]) helped += each.contains("help") ? 1U : 0U;
  CHECK(helped == 100);
}

TEST_CASE("of very many members a message names the first", "[large][command]") {
  const auto members = repeated(40, [](int i) { return fmt::format("{}m{} \"M\"", i > 0 ? ", " : "", i); });
  const auto path =
      written_pathway(head + "fact f \"F\" : one of {" + members + "}\ndefine d = f is zebra\n");
  CHECK_THAT(run_in_process({"check", path}).err, Contains("m28, m29 and 10 more"));
}

TEST_CASE("what statements with one condition need is not repeated without end", "[large][run]") {
  const auto path = written_pathway(shared_condition(300, 800));
  const auto reply = run_in_process({"run", path, "--facts", "-", "--format", "json"}, "{}");
  const auto document = Json::parse(reply.out);
  const auto& recommendations = document["recommendations"];
  CHECK(recommendations[0]["needs"].size() == 300);
  CHECK(recommendations[600]["needs"].size() == 300);
  CHECK_FALSE(recommendations[799].contains("needs"));
  CHECK(recommendations[799]["same_needs_as"] == "s.r0");
  CHECK(document["needs"].size() == 300);
  const auto text = run_in_process({"run", path, "--facts", "-"}, "{}").out;
  CHECK_THAT(text, Contains("and 270 more"));
}

TEST_CASE("what is missing under one condition is not repeated without end", "[large][cohort]") {
  const auto path = written_pathway(shared_condition(300, 800));
  const auto reply = run_in_process({"cohort", path, "--facts", "-", "--format", "json"}, "{}\n{}\n");
  INFO(reply.err);
  const auto document = Json::parse(reply.out);
  const auto& recommendations = document["recommendations"];
  CHECK(recommendations[0]["missing"].size() == 300);
  CHECK(recommendations[0]["undetermined"] == 2);
  CHECK_FALSE(recommendations[799].contains("missing"));
  CHECK(recommendations[799]["same_missing_as"] == "s.r0");
  CHECK(recommendations[799]["undetermined"] == 2);
}

TEST_CASE("an explanation says what would have taken too long", "[large][explain]") {
  const auto arms = repeated(1500, [](int i) { return fmt::format("  {} when f < {} mmHg,\n", i, i + 1); });
  const auto path = written_pathway(
      head + "fact f \"F\" : number in mmHg within 0 to 2000\n" + "define c = choose {\n" + arms +
      "  0 otherwise }\naction a \"A\" drug\n" + "section s \"S\" { should give a as r { when c > 5 } }\n");
  const auto reply = run_in_process({"explain", path, "s.r", "--facts", "-"}, "{}");
  CHECK_THAT(reply.out, Contains("1 fact was not changed at all"));
  CHECK_THAT(reply.out, Contains("It would take too long to rank the others."));
}

}  // namespace waymark::large_inputs_test
