// What a picture says beyond its flow: what a patient makes of tables, what changed, how many of a cohort.
#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "command_runner.hpp"
#include "golden.hpp"
#include "patient_generator.hpp"
#include "program_generator.hpp"
#include "share.hpp"
#include "test_folder.hpp"
#include "tools/document/decision_table.hpp"
#include "tools/document/picture_changes.hpp"

namespace waymark::picture_parts_test {
namespace {

using Catch::Contains;

const std::string clinic = in_project("/tests/golden/graph/clinic.pathway");
const std::string tabled = in_project("/tests/golden/doc/dose_table.pathway");

std::string printed(const std::vector<std::string>& call, const std::string& input = "") {
  const auto reply = run_in_process(call, input);
  INFO(reply.err);
  REQUIRE(reply.exit_code == ExitCode::fine);
  return reply.out;
}

nlohmann::json picture_of(const std::string& pathway, const std::string& facts) {
  return nlohmann::json::parse(printed({"graph", pathway, "--format", "json", "--facts", "-"}, facts));
}

std::string edited(const TestFolder& folder, const std::string& before, const std::string& after) {
  auto text = golden::read_text(clinic);
  const auto at = text.find(before);
  REQUIRE(at != text.npos);
  return folder.write("clinic.pathway", text.replace(at, before.size(), after));
}

}  // namespace

TEST_CASE("a picture says which row of a table matches, and which just misses", "[graph]") {
  const auto picture =
      picture_of(tabled, R"({"facts": {"glucose": "170 mg/dL", "sensitivity": "resistant"}})");
  REQUIRE(picture["tables"].size() == 1);
  const auto& table = picture["tables"][0];
  CHECK(table["readings"] == nlohmann::json{"170 mg/dL", "resistant"});
  CHECK(table["rows"][2]["holds"] == "yes");
  CHECK(table["rows"][0]["cells"] == nlohmann::json{"no", "yes"});
  CHECK(table["nearest"] == 0);
  const auto open = picture_of(tabled, R"({"facts": {"glucose": "170 mg/dL"}})")["tables"][0];
  CHECK(open["rows"][1]["holds"] == "unknown");
  CHECK(open["nearest"] == 0);
}

// Of any pathway and patient, a row that holds has no cell that is no, and the nearest misses by as few as
// any.
TEST_CASE("the nearest row of a table misses by the fewest cells", "[graph]") {
  std::size_t misses = 0;
  for (std::uint64_t seed = 0; seed < test::share(80); ++seed) {
    INFO("seed " << seed);
    const auto compilation = compile({{"generated.pathway", generated::pathway(seed)}}, golden::stdlib());
    REQUIRE(compilation.model);
    const generated::PatientGenerator patients{*compilation.model};
    for (std::uint64_t number = 0; number < 3; ++number) {
      const auto patient = patients.patient(number);
      Evaluator evaluator{*compilation.model, patient, generated::evaluation_moment()};
      const auto outcome = decide(evaluator);
      const RunReport report{compilation, evaluator, outcome};
      for (const auto& table : compilation.model->tables) {
        const auto said = table_of_patient(report, table);
        const auto failed = [](const TableRowOfPatient& row) {
          return std::ranges::count(row.cells, Truth::no);
        };
        for (const auto& row : said.rows) {
          if (row.holds == Truth::yes) CHECK(failed(row) == 0);
          if (failed(row) == 0) continue;
          ++misses;
          REQUIRE(said.nearest);
          CHECK(failed(said.rows[*said.nearest]) > 0);
          CHECK(failed(said.rows[*said.nearest]) <= failed(row));
        }
      }
    }
  }
  CHECK(misses >= test::least(20));
}

TEST_CASE("a picture marks what changed since another version, and what is gone", "[graph][diff]") {
  const TestFolder folder;
  const auto unchanged = printed({"graph", clinic, "--since", clinic, "--changed"});
  CHECK_THAT(unchanged, !Contains("subgraph") && !Contains("\u25cf"));
  const auto dose = edited(folder, "25 mg/kg", "20 mg/kg");
  const auto since = printed({"graph", dose, "--since", clinic, "--changed", "--format", "mermaid"});
  CHECK_THAT(since, Contains("\u25cf changed") && Contains("stroke-width:4px") && !Contains("At any time"));
  CHECK_THAT(since, !Contains("\u25cf new") && !Contains("removed"));
  const auto gone = edited(folder, "  must give fluid { because \"thirst comes with fever\" cite care.1 }\n",
                           "  must give bath { when fever cite care.1 }\n");
  const auto marked = printed({"graph", gone, "--since", clinic});
  CHECK_THAT(marked, Contains("\u25cf new") && Contains("removed: must give fluid by mouth (always.fluid)"));
  CHECK(run_in_process({"graph", clinic, "--changed"}).exit_code == ExitCode::unusable);
  CHECK(run_in_process({"graph", clinic, "--since", "git:nowhere"}).exit_code == ExitCode::unusable);
}

TEST_CASE("a picture says how many patients of a cohort a statement is for", "[graph][cohort]") {
  const TestFolder folder;
  const auto patients =
      folder.write("cohort.ndjson", R"({"facts": {"adult": true, "fever": true, "allergic": false}})"
                                    "\n"
                                    R"({"facts": {"adult": true, "fever": true}})"
                                    "\n");
  const auto summary = folder.path("summary.json");
  REQUIRE(run_in_process({"cohort", clinic, "--facts", patients, "--summary", summary}).exit_code ==
          ExitCode::fine);
  CHECK_THAT(printed({"graph", clinic, "--cohort", summary}),
             Contains("2 of 2 patients") && Contains("1 of 2 patients, 1 not known"));
  for (const auto* text :
       {"", "{}", "[]", "null", R"({"patients": 1, "recommendations": [1]})",
        R"({"patients": -1, "recommendations": [], "notes": [], "contraindications": []})"}) {
    INFO(text);
    const auto reply = run_in_process({"graph", clinic, "--cohort", folder.write("wrong.json", text)});
    CHECK(reply.exit_code == ExitCode::unusable);
    CHECK_THAT(reply.err, Contains("wrong.json: it is no summary of a cohort"));
  }
  const auto other = run_in_process({"graph", dah_folder, "--cohort", summary});
  CHECK_THAT(other.err, Contains("another pathway"));
  CHECK(run_in_process({"graph", clinic, "--cohort", folder.path("none.json")}).exit_code ==
        ExitCode::unusable);
}

}  // namespace waymark::picture_parts_test
