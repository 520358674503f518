// The recipes of docs/ci.md do what they say, in a repository with a pathway.
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "command_runner.hpp"
#include "golden.hpp"
#include "project_files.hpp"
#include "test_folder.hpp"

namespace waymark::ci_recipe_test {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;

// A repository with a pathway on the branch `main`, and the program on the path of its commands; gone when
// the test ends.
class Repository {
 public:
  Repository() {
    fs::create_directories(folder_.path("work/pathways"));
    fs::create_directories(folder_.path("bin"));
    fs::create_symlink(waymark_program(), folder_.path("bin/waymark"));
    fs::copy(dah_folder, work() / "pathways" / "dah", fs::copy_options::recursive);
    REQUIRE(run("git init -q -b main && git add . && "
                "git -c user.name=a -c user.email=a@b commit -q -m first && "
                "git update-ref refs/remotes/origin/main main") == 0);
  }

  fs::path work() const { return folder_.path("work"); }

  // The exit code; what it printed is in `printed()`.
  int run(const std::string& command) const {
    const auto script = folder_.path("command");
    std::ofstream{script} << command;
    const int status = std::system(
        fmt::format(
            "cd {} && env PATH={}:\"$PATH\" PATHWAY=pathways/dah GITHUB_BASE_REF=main bash {} >{} 2>&1",
            work().string(), folder_.path("bin"), script, log().string())
            .c_str());
    return WEXITSTATUS(status);
  }
  std::string printed() const { return golden::read_text(log()); }
  std::string difference() const { return golden::read_text(work() / "difference.md"); }

  void edit(const std::string& file, const std::string& before, const std::string& after) const {
    const auto path = work() / "pathways" / "dah" / file;
    auto text = golden::read_text(path);
    const auto at = text.find(before);
    REQUIRE(at != std::string::npos);
    std::ofstream{path} << text.replace(at, before.size(), after);
  }

 private:
  fs::path log() const { return folder_.path("log"); }

  TestFolder folder_;
};

const std::string script = in_project("/docs/ci/check-pathway pathways/dah");

// The commands of the workflow that call the program.
std::vector<std::string> commands_of_workflow() {
  std::ifstream file{in_project("/docs/ci/pathways.yml")};
  const std::string mark = "run: waymark ";
  std::vector<std::string> commands;
  for (std::string line; std::getline(file, line);) {
    const auto at = line.find(mark);
    if (at != std::string::npos) commands.push_back(line.substr(at + mark.size() - sizeof "waymark"));
  }
  return commands;
}

}  // namespace

TEST_CASE("the script accepts a pathway that nothing is wrong with", "[ci]") {
  const Repository repository;
  const int code = repository.run(script);
  INFO(repository.printed());
  CHECK(code == 0);
  CHECK_THAT(repository.difference(), Contains("proved to change nothing") && !Contains("mermaid"));
}

TEST_CASE("the script shows whom a change advises differently", "[ci]") {
  const Repository repository;
  repository.edit("prognosis.pathway", "lung_area_involved > 50 %", "lung_area_involved >= 50 %");
  repository.run(script);
  INFO(repository.printed());
  CHECK_THAT(repository.difference(), Contains("| `prognosis.aav_risk` | undetermined | advised |"));
  CHECK_THAT(repository.difference(), Contains("lung_area_involved = 50 %"));
  CHECK_THAT(repository.difference(), Contains("```mermaid\nflowchart LR") && Contains("\u25cf changed"));
}

TEST_CASE("the script tries everything and fails where one thing does", "[ci]") {
  const Repository repository;
  repository.edit("prognosis.pathway", "  should", "    should");
  CHECK(repository.run(script) == 1);
  CHECK_THAT(repository.printed(), Contains("==> waymark prove pathways/dah"));
  CHECK_THAT(repository.difference(), Contains("proved to change nothing"));
}

TEST_CASE("the script fails where the revision is not there", "[ci]") {
  const Repository repository;
  CHECK(repository.run(script + " origin/release") == 1);
  CHECK_THAT(repository.printed(), Contains("git:origin/release: there is no such revision"));
}

TEST_CASE("each step of the workflow passes with a sound pathway", "[ci]") {
  const Repository repository;
  const auto commands = commands_of_workflow();
  CHECK(commands.size() == 6);
  for (const auto& command : commands) {
    const int code = repository.run(command);
    INFO(command << '\n' << repository.printed());
    CHECK(code == 0);
  }
}

}  // namespace waymark::ci_recipe_test
