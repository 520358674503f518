// Files of patients as `waymark cohort` reads them.
#include <filesystem>
#include <fstream>
#include <sstream>
#include <zlib.h>

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cohort_calls.hpp"
#include "command_runner.hpp"
#include "golden.hpp"
#include "project_files.hpp"
#include "test_folder.hpp"

// In tests/golden/cohort, beside x.pathway: x.CASE.ndjson or x.CASE.csv are patients; the same with `.out` is
// what is printed: the exit code, messages, the rows, the summary. WAYMARK_UPDATE_GOLDEN=1 writes it anew.
namespace waymark::cohort_input_test {
namespace {

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
using Json = nlohmann::json;
namespace fs = std::filesystem;
using test::clinic;
using test::cohort_of;
using test::good;
using test::summary_of;

std::string gzipped(const std::string& path, const std::string& text) {
  const auto file = ::gzopen(path.c_str(), "wb");
  ::gzwrite(file, text.data(), static_cast<unsigned>(text.size()));
  ::gzclose(file);
  return path;
}

// --- golden files

std::string printed(const fs::path& facts) {
  const TestFolder folder;
  const auto rows = facts.extension() == ".csv" ? "rows.csv" : "rows.ndjson";
  const auto name = facts.filename().string();
  const auto pathway = facts.parent_path() / (name.substr(0, name.find('.')) + ".pathway");
  const auto reply =
      run_in_process({"cohort", pathway, "--facts", facts.string(), "--out", folder.path(rows)});
  auto text = fmt::format("exit code {}\n{}", static_cast<int>(reply.exit_code), reply.err);
  if (folder.has(rows)) text += "--- rows\n" + folder.read(rows);
  if (!reply.out.empty()) text += "--- summary\n" + reply.out;
  const auto root = golden::root().string() + "/";
  for (auto at = text.find(root); at != text.npos; at = text.find(root)) text.erase(at, root.size());
  return text;
}

TEST_CASE("files of patients", "[cohort][golden]") {
  std::size_t seen = 0;
  for (const auto* extension : {".ndjson", ".csv"}) {
    for (const auto& path : golden::files(extension)) {
      DYNAMIC_SECTION(golden::relative(path)) {
        golden::compare_or_update(path.string() + ".out", printed(path));
      }
      ++seen;
    }
  }
  CHECK(seen >= 8);
}

// --- lines

TEST_CASE("line breaks, a byte order mark and blank lines do not matter", "[cohort]") {
  const TestFolder folder;
  const auto expected = summary_of(folder.write("unix.ndjson", good + "\n" + good + "\n"));
  CHECK(expected["patients"] == 2);
  for (const auto& text :
       {good + "\r\n" + good + "\r\n", "\xEF\xBB\xBF" + good + "\n\n \n" + good, good + "\n" + good}) {
    CHECK(summary_of(folder.write("other.ndjson", text)) == expected);
  }
  const std::string table = "patient,at,spo2\na,2026-11-23,84\na,2026-11-23,84\n";
  CHECK(summary_of(folder.write("a.csv", table)) == expected);
  CHECK(summary_of(folder.write(
            "b.csv", "\xEF\xBB\xBFpatient,at,spo2\r\na,2026-11-23,84\r\na,2026-11-23,84")) == expected);
}

TEST_CASE("compressed patients, and those from standard input", "[cohort]") {
  const TestFolder folder;
  const auto text = good + "\n" + good + "\n";
  const auto expected = summary_of(folder.write("a.ndjson", text));
  CHECK(summary_of(gzipped(folder.path("a.ndjson.gz"), text)) == expected);
  CHECK(Json::parse(run_in_process({"cohort", clinic, "--facts", "-", "--format", "json"}, text).out) ==
        expected);
  const auto table = run_in_process({"cohort", clinic, "--facts", "-", "--format", "json"},
                                    "patient,at,spo2\na,2026-11-23,84\nb,2026-11-23,84\n");
  CHECK(Json::parse(table.out) == expected);
}

TEST_CASE("compressed patients that are cut off are refused", "[cohort]") {
  const TestFolder folder;
  std::string text;
  for (int i = 0; i < 5000; ++i)
    text += fmt::format(R"({{"patient": "{}", "facts": {{"spo2": {}}}}})"
                        "\n",
                        i, i % 100);
  const auto path = gzipped(folder.path("a.ndjson.gz"), text);
  fs::resize_file(path, fs::file_size(path) / 2);
  const auto reply = cohort_of(path, {"--out", folder.path("rows.ndjson")});
  CHECK(reply.exit_code == ExitCode::unusable);
  CHECK_THAT(reply.err, Contains("the compressed data end too early; the file seems to be cut off"));
  CHECK(reply.out.empty());
  CHECK(folder.size() == 1);
}

TEST_CASE("a line that is no UTF-8 is rejected with its column", "[cohort]") {
  const TestFolder folder;
  const auto path = folder.write("a.ndjson", good + "\n{\"patient\": \"\xFF\"}\n" + good + "\n");
  const auto reply = cohort_of(path);
  CHECK(reply.exit_code == ExitCode::unusable);
  CHECK_THAT(reply.err, StartsWith("error[PW0802]: " + path + ":2:14: "));
}

TEST_CASE("a line of 100 MB is rejected, and not kept in memory", "[cohort]") {
  const TestFolder folder;
  const auto path = folder.write("a.ndjson", good + "\n");
  std::ofstream file{path, std::ios::binary | std::ios::app};
  const std::string megabyte(1'000'000, ' ');
  for (int i = 0; i < 100; ++i) file << megabyte;
  file << "{}\n" << good << "\n";
  file.close();
  const auto reply = cohort_of(path, {"--max-rejects", "1", "--format", "json"});
  CHECK(reply.exit_code == ExitCode::fine);
  CHECK_THAT(reply.err, Contains("error[PW0804]: " + path + ":2:1: $: larger than the 16 MB"));
  CHECK(Json::parse(reply.out)["patients"] == 2);
  CHECK(Json::parse(reply.out)["rejected"] == 1);
}

TEST_CASE("what cannot be opened", "[cohort]") {
  CHECK_THAT(cohort_of("/nowhere/patients.ndjson").err, Contains("/nowhere/patients.ndjson: No such file"));
  CHECK_THAT(cohort_of(in_project("")).err, Contains("this is a folder without *.ndjson"));
  const TestFolder folder;
  const auto reply = cohort_of(folder.write("a.ndjson", good), {"--out", "/nowhere/rows.ndjson"});
  CHECK(reply.exit_code == ExitCode::unusable);
  CHECK_THAT(reply.err, Contains("/nowhere/rows.ndjson: No such file"));
}

// --- rejected lines

TEST_CASE("no good line is lost because of a bad one", "[cohort]") {
  const TestFolder folder;
  const std::string bad = R"({"patient": "bad", "facts": {"spo2": 120}})";
  const auto path = folder.write("a.ndjson", good + "\n" + bad + "\n" + good + "\nnonsense\n" + good);
  const auto reply = cohort_of(
      path, {"--max-rejects", "2", "--rejects", folder.path("bad.ndjson"), "--out", folder.path("o")});
  CHECK(reply.exit_code == ExitCode::fine);
  CHECK_THAT(reply.err, Contains(path + ":2:38: $.facts.spo2: ") && Contains(path + ":4:2: "));
  CHECK_THAT(reply.out, Contains("3 patients") && Contains("2 lines could not be read"));
  CHECK(folder.read("bad.ndjson") == bad + "\nnonsense\n");
  CHECK_THAT(folder.read("o"), StartsWith(R"({"patient": "good", "statuses": {"care.oxygen": "advised", )"));
}

TEST_CASE("rejected lines of a table can be mended and read again", "[cohort]") {
  const TestFolder folder;
  const auto path = folder.write("a.csv", "patient,spo2\na,84\nb,120\nc,xyz\n");
  cohort_of(path, {"--max-rejects", "2", "--rejects", folder.path("bad.csv")});
  CHECK(folder.read("bad.csv") == "patient,spo2\nb,120\nc,xyz\n");
}

TEST_CASE("too many rejected lines leave nothing behind", "[cohort]") {
  const TestFolder folder;
  std::string text;
  for (int i = 0; i < 100; ++i) text += "nonsense\n";
  const auto path = folder.write("a.ndjson", good + "\n" + text);
  const auto reply = cohort_of(path, {"--out", folder.path("o"), "--rejects", folder.path("r"), "--summary",
                                      folder.path("s"), "--max-rejects", "3"});
  CHECK(reply.exit_code == ExitCode::unusable);
  CHECK(reply.out.empty());
  CHECK_THAT(reply.err, Contains("a.ndjson:21:2: ") && !Contains("a.ndjson:22:2: "));
  CHECK_THAT(reply.err, Contains("3 allowed; nothing was written"));
  CHECK(folder.size() == 1);
}

TEST_CASE("of a line with many problems the first ones are shown", "[cohort]") {
  const TestFolder folder;
  Json bad;
  for (int i = 0; i < 5'000; ++i) bad["facts"][fmt::format("x{}", i)] = i;
  const auto path = folder.write("a.ndjson", good + "\n" + bad.dump() + "\n");
  const auto reply = cohort_of(path, {"--max-rejects", "1"});
  CHECK(reply.exit_code == ExitCode::fine);
  CHECK_THAT(reply.err, Contains("... and 4980 more on line 2\n"));
  CHECK(std::ranges::count(reply.err, '\n') < 100);
}

TEST_CASE("a negative number of rejected lines is none", "[cohort]") {
  const TestFolder folder;
  const auto reply = cohort_of(folder.write("a.ndjson", good + "\nnonsense\n"), {"--max-rejects", "-1"});
  CHECK(reply.exit_code == ExitCode::unusable);
  CHECK_THAT(reply.err, Contains("--max-rejects"));
  CHECK(reply.out.empty());
}

TEST_CASE("an id is never a formula in a table", "[cohort]") {
  const TestFolder folder;
  const std::vector<std::pair<std::string, std::string>> ids{
      {"=cmd", "'=cmd"},   {"+1", "'+1"},         {"-1", "'-1"},  {"@x", "'@x"}, {"\tx", "'\tx"},
      {"\rx", "\"'\rx\""}, {"=a,b", "\"'=a,b\""}, {"'=x", "'=x"}, {"p=1", "p=1"}};
  std::string text;
  for (const auto& [id, written] : ids) text += Json{{"patient", id}}.dump() + "\n";
  cohort_of(folder.write("a.ndjson", text), {"--out", folder.path("o.csv")});
  std::istringstream rows{folder.read("o.csv")};
  std::string row;
  std::getline(rows, row);
  for (const auto& [id, written] : ids) {
    std::getline(rows, row);
    CHECK_THAT(row, StartsWith(written + ",undetermined,"));
  }
}

}  // namespace
}  // namespace waymark::cohort_input_test
