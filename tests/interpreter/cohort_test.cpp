// What `waymark cohort` answers, and how the program behaves.
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cohort_calls.hpp"
#include "command_runner.hpp"
#include "golden.hpp"
#include "interpreter/cohort/evaluate_lines.hpp"
#include "lang/compile.hpp"
#include "patient_generator.hpp"
#include "project_files.hpp"
#include "test_folder.hpp"

namespace waymark::cohort_test {
namespace {

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
using Json = nlohmann::json;
namespace fs = std::filesystem;
using test::clinic;
using test::cohort_of;
using test::good;
using test::summary_of;
using test::three;

// --- which patients

TEST_CASE("only patients for whom an expression is yes", "[cohort]") {
  const TestFolder folder;
  const auto path = folder.write("a.ndjson", three);
  const auto summary = summary_of(path, {"--where", "hypoxemia"});
  CHECK(summary["patients"] == 1);
  CHECK(summary["left_out"] == Json{{"no", 0}, {"unknown", 2}});
  CHECK(summary_of(path, {"--where", "spo2 < 90 %"})["left_out"] == Json{{"no", 1}, {"unknown", 1}});
  const auto wrong = cohort_of(path, {"--where", "spo2 < 90 mmHg"});
  CHECK(wrong.exit_code == ExitCode::unusable);
  CHECK_THAT(wrong.err, Contains("error[PW0401]") && Contains("--where:1:1"));
  CHECK_THAT(cohort_of(path, {"--where", "spo2"}).err,
             Contains("--where: expected yes or no, found a number"));
}

TEST_CASE("counted for each value of a fact", "[cohort]") {
  const TestFolder folder;
  const auto path = folder.write("a.ndjson", three);
  const auto by_stage = summary_of(path, {"--group-by", "stage"});
  REQUIRE(by_stage["groups"].size() == 3);
  CHECK(by_stage["groups"][0]["value"] == "early");
  CHECK(by_stage["groups"][1]["recommendations"][0]["advised"] == 1);
  CHECK(by_stage["groups"][2]["value"] == "unknown");
  CHECK(summary_of(path, {"--group-by", "causes"})["groups"][1]["value"] == "{aav, sle}");
  CHECK_THAT(cohort_of(path, {"--group-by", "stage"}).out, Contains("stage = late, 1 patient\n"));
}

TEST_CASE("too many groups are refused, in one part and in several", "[cohort]") {
  const TestFolder folder;
  const auto patients = [&](const std::string& name, std::size_t first, std::size_t count) {
    std::string text = "pao2\n";
    for (auto i = first; i < first + count; ++i) text += fmt::format("{}.{:04}\n", i / 10'000, i % 10'000);
    return folder.write(name, text);
  };
  const auto summary_for = [&](const std::string& facts, const std::string& name) {
    return cohort_of(facts, {"--group-by", "pao2", "--summary", folder.path(name)});
  };
  const auto most = summary_for(patients("most.csv", 0, cohort::most_groups), "most");
  CHECK(most.exit_code == ExitCode::fine);
  const auto more = summary_for(patients("more.csv", 0, cohort::most_groups + 1), "more");
  CHECK(more.exit_code == ExitCode::unusable);
  CHECK_THAT(more.err, Contains("--group-by: there are more than 5000 different values"));
  CHECK_FALSE(folder.has("more"));
  summary_for(patients("other.csv", cohort::most_groups, 1), "other");
  const auto merged = run_in_process({"cohort", "--merge", folder.path("most"), folder.path("other")});
  CHECK(merged.exit_code == ExitCode::unusable);
  CHECK_THAT(merged.err, Contains("it has more than 5000 groups"));
}

TEST_CASE("a parameter for all patients, and a common moment", "[cohort]") {
  const TestFolder folder;
  const auto path = folder.write("a.ndjson", three);
  CHECK(summary_of(path)["notes"][0]["undetermined"] == 3);
  CHECK(summary_of(path, {"--set", "spo2_target=92 %"})["notes"][0]["advised"] == 1);
  CHECK_THAT(cohort_of(path, {"--set", "goal=92 %"}).err, Contains("the pathway knows no parameter `goal`"));
  const auto dated = folder.write("b.ndjson", R"({"at": "2020-01-01", "facts": {"since": "2020-01-01"}})");
  CHECK(summary_of(dated)["recommendations"][2]["not_advised"] == 1);
  CHECK(summary_of(dated, {"--at", "2020-07-01"})["recommendations"][2]["advised"] == 1);
  CHECK_THAT(cohort_of(path, {"--at", "soon"}).err, Contains("--at: expected a moment"));
}

TEST_CASE("parts of a data set share a moment, and tell apart who has no id", "[cohort]") {
  const TestFolder folder;
  const auto path = folder.write("a.ndjson", R"({"facts": {"since": "2020-01-01"}})");
  const auto of = [&](const std::string& now, const std::string& name) {
    const auto summary = folder.path(name);
    cohort_of(path, {"--now", now, "--part", "north", "--summary", summary, "--out", folder.path("rows")});
    return Json::parse(folder.read(name))["recommendations"][2];
  };
  CHECK(of("2020-06-30", "before")["not_advised"] == 1);
  CHECK(of("2020-07-01", "after")["advised"] == 1);
  CHECK_THAT(folder.read("rows"), StartsWith(R"({"patient": "north:1", )"));
  const auto merged = run_in_process({"cohort", "--merge", folder.path("before"), folder.path("after")});
  CHECK(merged.exit_code == ExitCode::unusable);
  CHECK_THAT(merged.err, Contains("it has another --at, --now or --set"));
  CHECK_THAT(cohort_of(path, {"--now", "soon"}).err, Contains("--now: expected a moment"));
}

TEST_CASE("patients who break a property are named", "[cohort]") {
  const TestFolder folder;
  std::string text;
  for (int i = 0; i < 12; ++i)
    text += fmt::format(R"({{"patient": "p{}", "facts": {{"spo2": 80, "controlled": false}}}})"
                        "\n",
                        i);
  const auto reply = cohort_of(folder.write("a.ndjson", text), {"--format", "json"});
  CHECK(reply.exit_code == ExitCode::answer_is_no);
  const auto property = Json::parse(reply.out)["properties"][0];
  CHECK(property["broken_by"] == 12);
  CHECK(property["first"].size() == 10);
  CHECK(property["first"][9] == "p9");
}

// --- one result

// Random patients of the pathway for diffuse alveolar hemorrhage, as documents.
std::string random_patients(std::size_t count) {
  const auto files = load_pathway(dah_folder);
  const auto compilation = compile(std::get<std::vector<LoadedFile>>(files), golden::stdlib());
  const generated::PatientGenerator generator{*compilation.model};
  std::string text;
  for (std::size_t seed = 0; seed < count; ++seed)
    text += Json::parse(generated::facts_json(*compilation.model, generator.patient(seed))).dump() + "\n";
  return text;
}

TEST_CASE("the same bytes from one thread and from four", "[cohort]") {
  const TestFolder folder;
  const auto path = folder.write("a.ndjson", random_patients(6000));
  const auto run = [&](const std::string& threads) {
    return run_in_process({"cohort", dah_folder, "--facts", path, "--threads", threads, "--out",
                           folder.path("rows" + threads), "--summary", folder.path("summary" + threads),
                           "--group-by", "causes", "--at", "2026-11-23"});
  };
  const auto one = run("1"), four = run("4");
  CHECK(one.err == "");
  CHECK(one.out == four.out);
  CHECK(folder.read("rows1") == folder.read("rows4"));
  CHECK(folder.read("summary1") == folder.read("summary4"));
  CHECK(Json::parse(folder.read("summary1"))["patients"] == 6000);
}

TEST_CASE("each row says what a run of the patient says", "[cohort]") {
  const TestFolder folder;
  const auto text = random_patients(100);
  run_in_process({"cohort", dah_folder, "--facts", folder.write("a.ndjson", text), "--out",
                  folder.path("rows"), "--at", "2026-11-23T08:30Z"});
  std::istringstream patients{text}, rows{folder.read("rows")};
  for (std::string patient, row; std::getline(patients, patient) && std::getline(rows, row);) {
    const auto reply = run_in_process(
        {"run", dah_folder, "--facts", "-", "--format", "json", "--at", "2026-11-23T08:30Z"}, patient);
    const auto expected = Json::parse(reply.out), actual = Json::parse(row);
    for (const auto* kind : {"recommendations", "notes", "contraindications"}) {
      for (const auto& statement : expected[kind])
        CHECK(actual["statuses"][statement["id"].get<std::string>()] == statement["status"]);
    }
    CHECK(actual["conflicts"] == expected["conflicts"]);
    CHECK(actual["violated"] == expected["violated"]);
  }
}

TEST_CASE("summaries of parts add up to that of the whole", "[cohort]") {
  const TestFolder folder;
  const auto text = random_patients(90);
  std::istringstream lines{text};
  std::array<std::string, 3> parts;
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line); ++count) parts[count / 30] += line + "\n";
  const auto summarize = [&](const std::string& name, const std::string& patients) {
    run_in_process({"cohort", dah_folder, "--facts", folder.write(name + ".ndjson", patients), "--summary",
                    folder.path(name), "--group-by", "causes", "--where", "spo2 < 95 %", "--at",
                    "2026-11-23"});
    return folder.path(name);
  };
  const auto first = summarize("1", parts[0]), second = summarize("2", parts[1]),
             third = summarize("3", parts[2]);
  summarize("whole", text);
  const auto merged = run_in_process({"cohort", "--merge", first, second, third, "--format", "json"});
  CHECK(merged.out == folder.read("whole"));
}

TEST_CASE("summaries that do not belong together are not added up", "[cohort]") {
  const TestFolder folder;
  const auto path = folder.write("a.ndjson", three);
  cohort_of(path, {"--summary", folder.path("a")});
  cohort_of(path, {"--summary", folder.path("b"), "--where", "hypoxemia"});
  const auto merge = [&](const std::string& a, const std::string& b) {
    const auto reply = run_in_process({"cohort", "--merge", folder.path(a), folder.path(b)});
    CHECK(reply.exit_code == ExitCode::unusable);
    return reply.err;
  };
  CHECK_THAT(merge("a", "b"), Contains("b: it has another --where"));
  CHECK_THAT(merge("a", "a.ndjson"), Contains("a.ndjson: is no summary of a cohort"));
  CHECK_THAT(merge("a", "c"), Contains("c: No such file"));
  CHECK_THAT(run_in_process({"cohort", clinic, "--merge", folder.path("a")}).err,
             Contains("it takes no pathway"));
  CHECK_THAT(run_in_process({"cohort", clinic}).err, Contains("cohort takes a pathway and --facts FILE"));
}

// --- the program

TEST_CASE("a run that is killed leaves no file under the asked name", "[cohort][program]") {
  const TestFolder folder;
  const auto rows = folder.path("rows.ndjson");
  const auto child = ::fork();
  if (child == 0) {
    const auto command =
        fmt::format("while :; do echo '{}'; done | exec {} cohort {} --facts - --out {} --stdlib {}", good,
                    waymark_program(), clinic, rows, in_project("/stdlib"));
    ::setpgid(0, 0);
    ::execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
    ::_exit(127);
  }
  const auto has_begun = [&] {
    for (const auto& entry : fs::directory_iterator{fs::path{rows}.parent_path()}) {
      if (entry.file_size() > 0) return true;
    }
    return false;
  };
  for (int i = 0; i < 600 && !has_begun(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds{50});
  CHECK(has_begun());
  ::kill(-child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  CHECK_FALSE(fs::exists(rows));
}

TEST_CASE("a full disk is told, and nothing is left", "[cohort][program]") {
  const TestFolder folder;
  const auto path = folder.write("a.ndjson", three);
  CHECK(run_in_shell(fmt::format("cohort {} --facts {} --out /dev/full", clinic, path), "") == 2);
  CHECK(run_in_shell(fmt::format("cohort {} --facts {} --summary /dev/full", clinic, path), "") == 2);
  CHECK(run_in_shell(fmt::format("cohort {} --facts {} >/dev/full", clinic, path), "") == 2);
}

TEST_CASE("memory does not grow with the patients", "[cohort][program]") {
  const auto most_used = [](int patients) {
    const auto child = ::fork();
    if (child == 0) {
      // What the address sanitizer holds back of freed memory is not the program's.
      const auto command = fmt::format(
          "export ASAN_OPTIONS=quarantine_size_mb=1; yes '{}' | head -{} | "
          "{} cohort {} --threads 2 --facts - --out /dev/null --stdlib {} >/dev/null",
          good, patients, waymark_program(), clinic, in_project("/stdlib"));
      ::execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
      ::_exit(127);
    }
    int status = 0;
    rusage usage{};
    ::wait4(child, &status, 0, &usage);
    CHECK(status == 0);
    return usage.ru_maxrss;
  };
  const auto few = most_used(100'000), many = most_used(1'000'000);
  CHECK(many < few + few / 2);
}

}  // namespace
}  // namespace waymark::cohort_test
