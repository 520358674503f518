#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "command_runner.hpp"
#include "golden.hpp"
#include "test_folder.hpp"

// A feature's runs stand in its folder below tests/golden: beside x.pathway
//   x.CASE.json      a patient
//   x.CASE.set       where it is there: lines that are given with --set
//   x.CASE.out       what `run --all --trace` prints
//   x.CASE.out.json  what `run --format json` prints, without its `path` and `sources`, which the text
//                    shows; all of it of a CASE that is called `whole`
// WAYMARK_UPDATE_GOLDEN=1 writes both anew.
namespace waymark::run_golden_test {
namespace {

namespace fs = std::filesystem;

struct Run {
  std::string pathway, facts;  // relative to the project, as messages name them
  fs::path expected;           // without `.out`
  bool whole = false;
  std::vector<std::string> assignments;
};

std::vector<std::string> lines_of(const fs::path& path) {
  std::vector<std::string> result;
  std::ifstream file{path};
  for (std::string line; std::getline(file, line);) result.push_back(line);
  return result;
}

fs::path with_ending(fs::path path, const std::string& ending) { return path += ending; }

// `x.CASE.json` where x.pathway stands beside it.
std::vector<Run> runs() {
  std::vector<Run> result;
  for (const auto& path : golden::files(".json")) {
    const auto expected = path.parent_path() / path.stem();
    const auto pathway = path.parent_path() / (expected.stem().string() + ".pathway");
    const auto name = expected.extension().string();
    if (name.empty() || name == ".out" || !fs::exists(pathway)) continue;
    result.push_back({fs::relative(pathway, golden::root()).string(),
                      fs::relative(path, golden::root()).string(), expected, name == ".whole",
                      lines_of(with_ending(expected, ".set"))});
  }
  return result;
}

Reply reply_to(const Run& run, std::vector<std::string> options) {
  const InProjectFolder folder;
  std::vector<std::string> arguments{"run",     run.pathway, "--facts",
                                     run.facts, "--at",      "2026-11-23T08:30:00Z"};
  for (const auto& assignment : run.assignments) arguments.insert(arguments.end(), {"--set", assignment});
  arguments.insert(arguments.end(), options.begin(), options.end());
  return run_in_process(arguments);
}

TEST_CASE("each patient gets the result that is expected, as text", "[golden][run]") {
  for (const auto& run : runs()) {
    DYNAMIC_SECTION(golden::relative(run.expected)) {
      const auto reply = reply_to(run, {"--all", "--trace"});
      golden::compare_or_update(with_ending(run.expected, ".out"), reply.out + reply.err);
    }
  }
}

TEST_CASE("each patient gets the result that is expected, as JSON", "[golden][run]") {
  for (const auto& run : runs()) {
    DYNAMIC_SECTION(golden::relative(run.expected)) {
      const auto reply = reply_to(run, {"--format", "json"});
      INFO(reply.err);
      auto document = nlohmann::ordered_json::parse(reply.out);
      for (const auto* shown_as_text : {"path", "sources"}) {
        if (!run.whole) document.erase(shown_as_text);
      }
      golden::compare_or_update(with_ending(run.expected, ".out.json"), document.dump(2) + "\n");
    }
  }
}

}  // namespace
}  // namespace waymark::run_golden_test
