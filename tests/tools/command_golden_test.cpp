#include <sstream>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "command_runner.hpp"
#include "golden.hpp"
#include "test_folder.hpp"

// What commands print stands below tests/golden as well: each line of x.command is a command line without
// `waymark`, its files named from the folder of x.command; x.command.out has what all of them print.
// WAYMARK_UPDATE_GOLDEN=1 writes it anew.
namespace waymark::command_golden_test {
namespace {

namespace fs = std::filesystem;

// Words with an ending, such as `x.pathway`, are files of the folder.
std::vector<std::string> arguments_of(const std::string& line, const fs::path& folder) {
  std::vector<std::string> result;
  std::istringstream words{line};
  for (std::string word; words >> word;) {
    const auto is_file = word.find('=') == std::string::npos && fs::exists(golden::root() / folder / word);
    result.push_back(is_file ? (folder / word).string() : word);
  }
  return result;
}

std::string printed(const std::string& line, const fs::path& folder) {
  const InProjectFolder in_project;
  const auto reply = run_in_process(arguments_of(line, folder));
  return fmt::format("$ waymark {}\n{}{}exit code {}\n", line, reply.out, reply.err, int(reply.exit_code));
}

}  // namespace

TEST_CASE("commands print what is expected", "[golden][command]") {
  for (const auto& path : golden::files(".command")) {
    DYNAMIC_SECTION(golden::relative(path)) {
      const auto folder = fs::relative(path.parent_path(), golden::root());
      std::istringstream lines{golden::read_text(path)};
      std::string all;
      for (std::string line; std::getline(lines, line);)
        all += (all.empty() ? "" : "\n") + printed(line, folder);
      golden::compare_or_update(fs::path{path} += ".out", all);
    }
  }
}

}  // namespace waymark::command_golden_test
