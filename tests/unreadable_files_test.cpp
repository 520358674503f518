// What is called like an input and is no file: every command says so, and none waits for it.
#include <filesystem>
#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "command_runner.hpp"
#include "test_folder.hpp"

namespace waymark {
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
                             {"eval", "1", "--pathway", care},
                             {"fmt", "--check", care}};
  for (const auto& call : calls) is_refused(call, message);
}

void write_pathway(const TestFolder& folder) {
  folder.write("care/care.pathway", "pathway care \"Care\" { version \"1.0.0\" }\nfact cough : yes or no\n");
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
    is_refused_everywhere(folder, "part.pathway: Is a directory");
  }
}

TEST_CASE("facts are not waited for", "[command][unreadable]") {
  const TestFolder folder;
  write_pathway(folder);
  const auto care = folder.path("care"), pipe = folder.path("pipe.json");
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  const Arguments calls[] = {{"run", care, "--facts", pipe},
                             {"explain", care, "cough", "--facts", pipe},
                             {"cohort", care, "--facts", pipe},
                             {"eval", "1", "--facts", pipe}};
  for (const auto& call : calls) is_refused(call, "this is a named pipe, not a file");
}

TEST_CASE("the mark of an editor is no part of a pathway", "[command][unreadable]") {
  const TestFolder folder;
  write_pathway(folder);
  fs::create_symlink("somebody@somewhere", folder.path("care/.#care.pathway"));
  CHECK(run_in_process({"test", folder.path("care")}).err.find("leads nowhere") == std::string::npos);
}

}  // namespace waymark
