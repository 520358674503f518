#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "command_runner.hpp"
#include "golden.hpp"
#include "test_folder.hpp"

// Another solver has the same answers: the questions as `--emit-smt2` writes them, asked of cvc5.
namespace waymark::prove_second_solver_test {
namespace {

namespace fs = std::filesystem;

// The first line that a command prints.
std::string first_line(const std::string& command) {
  const std::unique_ptr<FILE, int (*)(FILE*)> output{popen(command.c_str(), "r"), pclose};
  std::array<char, 256> line{};
  if (!output || !std::fgets(line.data(), static_cast<int>(line.size()), output.get())) return {};
  std::string text{line.data()};
  return text.substr(0, text.find('\n'));
}

TEST_CASE("another solver has the same answers about the pathway", "[prove]") {
  INFO("tools/packages tests installs cvc5");
  REQUIRE_FALSE(first_line("command -v cvc5").empty());
  const TestFolder folder;
  run_in_process(
      {"prove", (golden::root() / "pathways" / "dah").string(), "--emit-smt2", folder.path().string()});
  std::size_t asked = 0;
  for (const auto& entry : fs::directory_iterator{folder.path()}) {
    const auto text = golden::read_text(entry.path());
    INFO(entry.path().filename().string());
    CHECK("; " + first_line("cvc5 --lang smt2 " + entry.path().string()) == text.substr(0, text.find('\n')));
    ++asked;
  }
  CHECK(asked > 100);
}

}  // namespace
}  // namespace waymark::prove_second_solver_test
