// What commands print as JSON is what docs/*.schema.json promise.
#include <filesystem>
#include <fstream>
#include <sstream>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "command_runner.hpp"
#include "project_files.hpp"

namespace waymark::schema_test {
namespace {

using Json = nlohmann::json;
using Adapter = valijson::adapters::NlohmannJsonAdapter;

Json schema_document(const std::string& name) {
  std::ifstream file{in_project("/docs/") + name + ".schema.json"};
  REQUIRE(file.good());
  return Json::parse(file);
}

// What is wrong with the document; empty where nothing is.
std::string violations(const std::string& schema_name, const Json& document) {
  const auto text = schema_document(schema_name);
  valijson::Schema schema;
  valijson::SchemaParser{valijson::SchemaParser::kDraft7}.populateSchema(Adapter{text}, schema);
  valijson::ValidationResults results;
  valijson::Validator{}.validate(schema, Adapter{document}, &results);
  std::ostringstream result;
  for (valijson::ValidationResults::Error error; results.popError(error);) {
    for (const auto& part : error.context) result << part;
    result << ": " << error.description << '\n';
  }
  return result.str();
}

std::string printed_violations(const std::string& schema_name, const std::vector<std::string>& arguments,
                               const std::string& input = "") {
  const auto reply = run_in_process(arguments, input);
  INFO(reply.err);
  REQUIRE_FALSE(reply.out.empty());
  return violations(schema_name, Json::parse(reply.out));
}

const std::string patient = R"({ "patient": "p-1", "at": "2026-11-23T08:30:00Z",
  "facts": { "spo2": 84, "pao2": [{"value": 7.3, "unit": "kPa", "time": "2026-11-23T08:10:00Z"}],
             "causes": ["aav"], "remission_since": "2025-03-01", "bleeding_controlled": true,
             "kidney_transplant_candidate": true },
  "parameters": { "platelet_target": "50 10^9/L" } })";

}  // namespace

TEST_CASE("the result of a run fits its schema", "[schema]") {
  for (const auto& input : {std::string{"{}"}, patient}) {
    CHECK(printed_violations("run", {"run", dah_folder, "--facts", "-", "--format", "json"}, input) == "");
    CHECK(printed_violations("run", {"run", dah_folder, "--facts", "-", "--format", "json", "--exact"},
                             input) == "");
  }
  const std::string settled = in_project("/tests/golden/prove/settled");
  const std::vector<std::string> exact = {
      "run", settled + ".pathway", "--facts", settled + ".json", "--format", "json", "--exact"};
  CHECK(printed_violations("run", exact) == "");
  CHECK(Json::parse(run_in_process(exact).out)["recommendations"][2]["settled"] == true);
}

// Every patient file that the project holds: those of the pathway, and those of the golden files.
TEST_CASE("the result of each patient fits the schema of the run", "[schema]") {
  const std::filesystem::path root = in_project("");
  std::size_t seen = 0;
  for (const auto& entry : std::filesystem::directory_iterator{root / "pathways" / "dah" / "patients"}) {
    INFO(entry.path());
    CHECK(printed_violations(
              "run", {"run", dah_folder, "--facts", entry.path().string(), "--format", "json"}) == "");
    ++seen;
  }
  CHECK(seen >= 8);
  for (const auto& entry : std::filesystem::recursive_directory_iterator{root / "tests" / "golden"}) {
    if (!entry.path().string().ends_with(".out.json")) continue;
    INFO(entry.path());
    std::ifstream file{entry.path()};
    auto document = Json::parse(file);
    if (document.contains("recommendations")) document["path"] = Json::array();  // left out of golden files
    CHECK(violations("run", document) == "");
  }
}

TEST_CASE("refusals fit the schema of the run", "[schema]") {
  CHECK(printed_violations("run", {"run", dah_folder, "--facts", "-", "--format", "json"},
                           "{\"facts\": {\"spo\": 1}}") == "");
  CHECK(printed_violations("run", {"run", dah_folder, "--facts", "-", "--format", "json"}, "nonsense") == "");
  CHECK(printed_violations("run", {"run", broken_pathway(), "--facts", "-", "--format", "json"}, "{}") == "");
}

TEST_CASE("a pathway with everything in it fits the schema of the run", "[schema]") {
  const auto path = written_pathway(rich_pathway);
  for (const auto* input : {"{}", R"({"facts": {"weight": 80, "pregnant": true}})",
                            R"({"facts": {"weight": "80 kg", "pregnant": false}})"}) {
    CHECK(printed_violations("run", {"run", path, "--facts", "-", "--format", "json"}, input) == "");
  }
}

TEST_CASE("what check prints fits its schema", "[schema]") {
  CHECK(printed_violations("check", {"check", dah_folder, "--format", "json"}) == "");
  CHECK(printed_violations("check", {"check", broken_pathway(), dah_folder, "--format", "json"}) == "");
}

TEST_CASE("what eval prints fits its schema", "[schema]") {
  CHECK(printed_violations("eval", {"eval", "1 + 1", "--format", "json"}) == "");
  CHECK(printed_violations("eval", {"eval", "hypoxemia", "--pathway", dah_folder, "--format", "json"}) == "");
  CHECK(printed_violations("eval", {"eval", "hypoxemai", "--pathway", dah_folder, "--format", "json"}) == "");
  CHECK(printed_violations("eval",
                           {"eval", "hypoxemia", "--pathway", dah_folder, "--facts", "-", "--format", "json"},
                           patient) == "");
}

TEST_CASE("what test prints fits its schema", "[schema]") {
  const auto failing = written_pathway(rich_pathway + "scenario \"wrong\" { expect a.heavy advised }\n");
  CHECK(printed_violations("test", {"test", dah_folder, in_project("/stdlib"), "--format", "json"}) == "");
  CHECK(printed_violations("test", {"test", failing, broken_pathway(), "--format", "json"}) == "");
  CHECK(printed_violations("test", {"test", failing, dah_folder, "--coverage", "--format", "json"}) == "");
}

TEST_CASE("what mutate prints fits its schema", "[schema]") {
  CHECK(printed_violations("mutate", {"mutate", dah_folder, in_project("/stdlib"), "--format", "json"}) ==
        "");
}

TEST_CASE("what prove prints fits its schema", "[schema]") {
  const std::string planted = in_project("/tests/golden/prove/");
  CHECK(printed_violations("prove", {"prove", dah_folder, in_project("/stdlib"), "--format", "json"}) == "");
  CHECK(printed_violations("prove", {"prove", planted + "conflict_one_step_wide.pathway",
                                     planted + "masked_arm.pathway", "--format", "json"}) == "");
  CHECK(printed_violations("check", {"check", planted + "conflict.pathway", "--prove", "--format", "json"}) ==
        "");
}

TEST_CASE("what diff prints fits its schema", "[schema]") {
  const auto poorer = written_pathway(rich_pathway + "scenario \"any\" { expect a.heavy undetermined }\n");
  const auto richer = written_pathway(rich_pathway);
  const auto patients = written_pathway(R"({"facts": {"weight": 80}})");
  CHECK(printed_violations("diff", {"diff", dah_folder, dah_folder, "--format", "json"}) == "");
  CHECK(printed_violations("diff", {"diff", dah_folder, richer, "--format", "json"}) == "");
  CHECK(printed_violations("diff", {"diff", poorer, richer, "--cohort", patients, "--format", "json"}) == "");
}

TEST_CASE("what cohort prints fits its schema", "[schema]") {
  const std::string clinic = in_project("/tests/golden/cohort/clinic");
  for (const auto* facts : {".plain.ndjson", ".plain.csv", ".members.csv", ".empty.ndjson"}) {
    const std::vector<std::string> call = {"cohort",       clinic + ".pathway", "--facts",
                                           clinic + facts, "--format",          "json"};
    CHECK(printed_violations("cohort", call) == "");
    auto with_groups = call;
    with_groups.insert(with_groups.end(), {"--where", "spo2 < 95 %", "--group-by", "stage"});
    CHECK(printed_violations("cohort", with_groups) == "");
  }
}

TEST_CASE("what fmt prints fits its schema", "[schema]") {
  CHECK(printed_violations("fmt", {"fmt", "--check", dah_folder, "--format", "json"}) == "");
  CHECK(printed_violations("fmt", {"fmt", "--diff", written_pathway("fact :"), written_pathway("use  a"),
                                   "--format", "json"}) == "");
  CHECK(printed_violations("fmt", {"fmt", "-", "--format", "json"}, "use  person") == "");
}

TEST_CASE("the schemas are strict", "[schema]") {
  const auto reply = run_in_process({"eval", "1 + 1", "--format", "json"}, "");
  auto document = Json::parse(reply.out);
  document["surprise"] = 1;
  CHECK(violations("eval", document) != "");
  document.erase("surprise");
  document.erase("value");
  CHECK(violations("eval", document) != "");
}

TEST_CASE("an explanation fits its schema", "[schema]") {
  for (const auto* id :
       {"plasma_exchange.exchange", "adjunctive.platelets", "monitoring.minimum_reached", "hypoxemia"}) {
    for (const auto& input : {std::string{"{}"}, patient}) {
      CHECK(printed_violations("explain", {"explain", dah_folder, id, "--facts", "-", "--format", "json"},
                               input) == "");
    }
  }
  CHECK(printed_violations("explain",
                           {"explain", dah_folder, "initial.pulse", "--facts", "-", "--format", "json"},
                           R"({"facts": {"spo": 1}})") == "");
  CHECK(printed_violations("explain",
                           {"explain", in_project("/tests/golden/prove/settled.pathway"),
                            "care.always_reviewed", "--facts", "-", "--format", "json"},
                           "{}") == "");
}

TEST_CASE("replays, rounds and progress fit their schemas", "[schema][replay]") {
  const auto folder = in_project("/tests/golden/plan_run/");
  const std::vector<std::string> of_one{folder + "sepsis.pathway", "--facts", folder + "sepsis.late.json",
                                        "--format", "json"};
  const auto with = [&](const std::string& command, const std::vector<std::string>& more) {
    std::vector<std::string> result{command};
    result.insert(result.end(), of_one.begin(), of_one.end());
    result.insert(result.end(), more.begin(), more.end());
    return result;
  };
  CHECK(printed_violations("run", with("run", {})) == "");
  CHECK(printed_violations("explain", with("explain", {"hour_1.cultures"})) == "");
  CHECK(printed_violations("replay", with("replay", {"--to", "2026-11-23T12:30"})) == "");
  CHECK(printed_violations("adherence", with("adherence", {"--group-by", "weight > 50 kg"})) == "");
  CHECK(printed_violations("adherence", {"adherence", folder + "sepsis.pathway", "--facts",
                                         folder + "sepsis.ndjson", "--format", "json"}) == "");
}

TEST_CASE("what is asked next fits its schema", "[schema]") {
  CHECK(printed_violations("questions",
                           {"run", dah_folder, "--facts", "-", "--questions", "--format", "json"},
                           patient) == "");
  CHECK(printed_violations("questions",
                           {"run", dah_folder, "--facts", "-", "--questions", "--format", "json"},
                           R"({"facts": {}})") == "");
}

TEST_CASE("a picture as data fits its schema", "[schema][graph]") {
  const auto tabled = in_project("/tests/golden/doc/dose_table.pathway");
  CHECK(printed_violations("picture", {"graph", dah_folder, "--format", "json"}) == "");
  CHECK(printed_violations("picture", {"graph", dah_folder, "--format", "json", "--facts", "-"}, patient) ==
        "");
  CHECK(printed_violations("picture", {"graph", tabled, "--format", "json", "--facts", "-"},
                           R"({"facts": {"glucose": "170 mg/dL", "sensitivity": "usual"}})") == "");
  CHECK(printed_violations("picture", {"graph", dah_folder, "--format", "json", "--since", tabled}) == "");
}

}  // namespace waymark::schema_test
