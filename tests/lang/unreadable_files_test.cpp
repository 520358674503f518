// What is called like an input and is no file: every command says so, and none waits for it.
#include <csignal>
#include <filesystem>
#include <functional>
#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "command_runner.hpp"
#include "started_program.hpp"
#include "test_folder.hpp"
#include "tools/waymark/repl/repl_session.hpp"

namespace waymark::unreadable_files_test {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;
using Arguments = std::vector<std::string>;

void is_refused(const Arguments& arguments, const std::string& message) {
  const auto reply = run_in_process(arguments);
  CAPTURE(arguments, reply.out, reply.err);
  CHECK(reply.exit_code == ExitCode::unusable);
  CHECK_THAT(reply.err, Contains(message));
}

void is_refused_everywhere(const TestFolder& folder, const std::string& message) {
  const auto care = folder.path("care"), facts = folder.path("facts.json");
  const Arguments calls[] = {{"check", care},
                             {"test", care},
                             {"mutate", care},
                             {"prove", care},
                             {"run", care, "--facts", facts},
                             {"explain", care, "cough", "--facts", facts},
                             {"cohort", care, "--facts", facts},
                             {"diff", care, care},
                             {"repl", care},
                             {"eval", "1", "--pathway", care},
                             {"fmt", "--check", care}};
  for (const auto& call : calls) is_refused(call, message);
}

const std::string pathway = "pathway care \"Care\" { version \"1.0.0\" }\nfact cough : yes or no\n";

void write_pathway(const TestFolder& folder) {
  folder.write("care/care.pathway", pathway);
  folder.write("facts.json", R"({"facts": {"cough": true}})");
}

}  // namespace

TEST_CASE("a part of a pathway that is no file is not left out", "[command][unreadable]") {
  const TestFolder folder;
  write_pathway(folder);
  const auto part = folder.path("care/part.pathway");
  SECTION("a link that leads nowhere") {
    fs::create_symlink("nowhere", part);
    is_refused_everywhere(folder, "part.pathway: this is a link that leads nowhere");
  }
  SECTION("a named pipe") {
    REQUIRE(::mkfifo(part.c_str(), 0600) == 0);
    is_refused_everywhere(folder, "part.pathway: this is a named pipe, not a file");
  }
  SECTION("a device") {
    fs::create_symlink("/dev/zero", part);
    is_refused_everywhere(folder, "part.pathway: this is a device, not a file");
  }
  SECTION("a folder") {
    fs::create_directory(part);
    is_refused_everywhere(folder, "part.pathway: this is a folder, not a file");
  }
}

TEST_CASE("facts are not waited for", "[command][unreadable]") {
  const TestFolder folder;
  write_pathway(folder);
  const auto care = folder.path("care"), pipe = folder.path("pipe.json");
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  const Arguments calls[] = {{"run", care, "--facts", pipe},    {"explain", care, "cough", "--facts", pipe},
                             {"cohort", care, "--facts", pipe}, {"repl", care, "--facts", pipe},
                             {"repl", care, "--script", pipe},  {"eval", "1", "--facts", pipe}};
  for (const auto& call : calls) is_refused(call, "this is a named pipe, not a file");
}

// Puts in the place of a file what is none, one after the other, and says what is wrong with it.
void for_each_that_is_no_file(const std::string& path, const std::function<void(const std::string&)>& use) {
  fs::create_symlink("nowhere", path);
  use("this is a link that leads nowhere");
  fs::remove(path);
  REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
  use("this is a named pipe, not a file");
  fs::remove(path);
  fs::create_symlink("/dev/zero", path);
  use("this is a device, not a file");
  fs::remove(path);
  fs::create_directory(path);
  use("this is a folder, not a file");
  fs::remove(path);
}

TEST_CASE("watching goes on where a part is no file", "[command][unreadable]") {
  const TestFolder folder;
  write_pathway(folder);
  const auto care = folder.path("care"), part = folder.path("care/part.pathway");
  for_each_that_is_no_file(part, [&](const std::string& message) {
    StartedProgram watching{{"test", care, "--watch", "--stdlib", in_project("/stdlib")}};
    const std::string end = "waiting for a change; Ctrl-C ends\n";
    CHECK_THAT(watching.wait_for(end), Contains(message));
    folder.write("care/care.pathway", pathway + "# changed\n");
    CHECK_THAT(watching.wait_for(end), Contains(message));
    watching.signal(SIGTERM);
    CHECK(watching.wait() == 2);
    folder.write("care/care.pathway", pathway);
  });
}

TEST_CASE("exploring goes on where a part is no file any more", "[repl][unreadable]") {
  const TestFolder folder;
  write_pathway(folder);
  const auto care = folder.path("care");
  const CommonOptions options{.stdlib = in_project("/stdlib"), .color = ColorChoice::never};
  const Surroundings surroundings;
  auto loaded = ReplPathway::load(care, options, surroundings);
  Repl repl{std::get<std::unique_ptr<ReplPathway>>(std::move(loaded)), care, options, surroundings};
  const auto session = repl.start(empty_patient(repl.pathway().model()), *parse_moment("2026-11-23T08:30Z"));
  for_each_that_is_no_file(folder.path("care/scenarios.pathway"), [&](const std::string& message) {
    CHECK_THAT(repl.step(session, "reload").error,
               Contains(message) && Contains("the pathway stays as it was"));
    CHECK_THAT(repl.step(session, "save \"x\"").error, Contains("not saved") && Contains(message));
    CHECK(repl.step(session, "cough").error == "");
  });
  CHECK(repl.step(session, "save \"x\"").error == "");
}

TEST_CASE("the mark of an editor is no part of a pathway", "[command][unreadable]") {
  const TestFolder folder;
  write_pathway(folder);
  fs::create_symlink("somebody@somewhere", folder.path("care/.#care.pathway"));
  CHECK(run_in_process({"test", folder.path("care")}).err.find("leads nowhere") == std::string::npos);
}

}  // namespace waymark::unreadable_files_test
