#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "compiled.hpp"
#include "golden.hpp"
#include "interpreter/decide/outcome.hpp"
#include "interpreter/scenarios/scenario.hpp"
#include "tools/report/expect_words.hpp"
#include "tools/waymark/commands/run.hpp"

// The project's own pathway and libraries: their scenarios hold, and what a run of them prints is what is
// documented.
namespace waymark::pathways_test {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> own_pathways() {
  std::vector<fs::path> result;
  for (const auto& entry : fs::directory_iterator{golden::root() / "pathways"})
    result.push_back(entry.path());
  for (const auto& entry : fs::directory_iterator{golden::stdlib()}) {
    if (entry.path().extension() == ".pathway") result.push_back(entry.path());
  }
  std::ranges::sort(result);
  return result;
}

std::string failures(const Compilation& compilation, const ScenarioResult& result) {
  const auto& sources = compilation.sources;
  std::string text;
  for (const auto& expect : result.expects) {
    if (expect.met) continue;
    text += fmt::format("{}:{}: {}\n", sources.name(expect.span), sources.position(expect.span).line,
                        unmet_words(*compilation.model, expect));
  }
  return text;
}

struct OwnPathway {
  std::string name;
  std::unique_ptr<Compilation> compilation;
};

const std::vector<OwnPathway>& own_compilations() {
  static const auto all = [] {
    std::vector<OwnPathway> result;
    for (const auto& path : own_pathways()) result.push_back({path.stem().string(), golden::compiled(path)});
    return result;
  }();
  return all;
}

TEST_CASE("each scenario of the pathway and of the libraries holds", "[pathways]") {
  for (const auto& [name, compilation] : own_compilations()) {
    const auto& model = *compilation->model;
    for (std::uint32_t i = 0; i < model.scenarios.size(); ++i) {
      DYNAMIC_SECTION(name << ": " << model.scenarios[i].name) {
        const auto result = run_scenario(model, i);
        CHECK(failures(*compilation, result) == "");
        CHECK(result.passed());
      }
    }
  }
}

TEST_CASE("the pathway and the libraries compile without a warning", "[pathways]") {
  for (const auto& [name, compilation] : own_compilations()) {
    INFO(name);
    for (const auto& diagnostic : compilation->diagnostics.sorted()) {
      FAIL_CHECK(fmt::format("{}: {}", diagnostic.code, diagnostic.message));
    }
  }
}

TEST_CASE("each library but the units has scenarios", "[pathways]") {
  for (const auto& [name, compilation] : own_compilations()) {
    CAPTURE(name);
    CHECK(compilation->model->scenarios.empty() == (name == "units"));
  }
}

// Statuses that scenarios expect ------------------------------------------------------

const std::set<std::string> advised_without_facts{"initial.respiratory_support", "initial.pulse",
                                                  "initial.assess_oxygenation", "monitoring.response",
                                                  "plasma_exchange.other_indications"};

std::map<std::string, std::set<Status>> expected_statuses(const model::Model& model) {
  std::map<std::string, std::set<Status>> result;
  for (const auto& scenario : model.scenarios) {
    for (const auto& expect : scenario.expects) {
      const auto* status = std::get_if<model::ExpectStatus>(&expect.node);
      if (status) result[model::statement(model, status->statement).id].insert(status->status);
    }
  }
  return result;
}

TEST_CASE("scenarios expect each statement in each status that it can have", "[pathways]") {
  const auto& model = golden::dah();
  const auto expected = expected_statuses(model);
  const auto check = [&](const model::StatementBase& statement) {
    CAPTURE(statement.id);
    REQUIRE(expected.contains(statement.id));
    CHECK(expected.at(statement.id).size() == 3);
  };
  for (const auto& recommendation : model.recommendations) check(recommendation);
  for (const auto& note : model.notes) check(note);
}

TEST_CASE("without any facts exactly what holds for everybody is advised", "[pathways]") {
  const auto& model = golden::dah();
  const auto patient = empty_patient(model);
  Evaluator evaluator{model, patient, *parse_moment("2026-11-23T08:30:00Z")};
  const auto outcome = decide(evaluator);
  const auto check = [](const model::StatementBase& statement, const StatementOutcome& found) {
    const bool is_advised = advised_without_facts.contains(statement.id);
    CAPTURE(statement.id);
    CHECK(found.status == (is_advised ? Status::advised : Status::undetermined));
    CHECK(found.needs.empty() == is_advised);
  };
  for (std::size_t i = 0; i < model.recommendations.size(); ++i)
    check(model.recommendations[i], outcome.recommendations[i]);
  for (std::size_t i = 0; i < model.notes.size(); ++i) check(model.notes[i], outcome.notes[i]);
  CHECK(outcome.conflicts.empty());
  CHECK(outcome.violated.empty());
}

// Printed results -----------------------------------------------------------------------

nlohmann::json json_file(const fs::path& path) { return nlohmann::json::parse(golden::read_text(path)); }

std::string schema_problems(const nlohmann::json& document) {
  valijson::Schema schema;
  const auto text = json_file(golden::root() / "docs" / "run.schema.json");
  valijson::SchemaParser{}.populateSchema(valijson::adapters::NlohmannJsonAdapter{text}, schema);
  valijson::ValidationResults results;
  valijson::Validator{}.validate(schema, valijson::adapters::NlohmannJsonAdapter{document}, &results);
  std::string problems;
  for (valijson::ValidationResults::Error error; results.popError(error);) {
    problems += fmt::format("{}: {}\n", fmt::join(error.context, ""), error.description);
  }
  return problems;
}

Reply run_patient(const fs::path& pathway, const std::string& patient) {
  RunOptions options;
  options.path = pathway.string();
  options.stdlib = golden::stdlib().string();
  options.patient.facts = (pathway / "patients" / patient).string();
  options.format = ResultFormat::json;
  return run(options, Surroundings{});
}

TEST_CASE("what is printed of each patient is what the schema describes", "[pathways]") {
  for (const auto& pathway : fs::directory_iterator{golden::root() / "pathways"}) {
    if (!fs::exists(pathway.path() / "patients")) continue;
    for (const auto& entry : fs::directory_iterator{pathway.path() / "patients"}) {
      if (entry.path().extension() != ".json") continue;
      DYNAMIC_SECTION(pathway.path().stem().string() << ": " << entry.path().stem().string()) {
        const auto reply = run_patient(pathway.path(), entry.path().filename().string());
        INFO(reply.err);
        REQUIRE(reply.exit_code == ExitCode::fine);
        CHECK(schema_problems(nlohmann::json::parse(reply.out)) == "");
      }
    }
  }
}

TEST_CASE("the schema refuses what is no result", "[pathways]") {
  auto document = nlohmann::json::parse(run_patient(golden::root() / "pathways" / "dah", "sparse.json").out);
  document["recommendations"][0]["status"] = "perhaps";
  CHECK(schema_problems(document) != "");
  document.erase("recommendations");
  CHECK(schema_problems(document) != "");
}

}  // namespace
}  // namespace waymark::pathways_test
