// Inputs that are longer than what people write. How long they take is what tests/bench shows.
#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "command_runner.hpp"
#include "golden.hpp"

namespace waymark::large_inputs_test {
namespace {

// All scenarios of the pathway, again and again.
std::string megabyte() {
  const auto scenarios = golden::read_text(dah_folder + "/scenarios.pathway");
  std::string text = "pathway   large \"Large\" {version \"1\"}\n";
  while (text.size() < 1'000'000) text += scenarios;
  return text;
}

std::string ten_thousand_lines() {
  std::string lines;
  for (int i = 0; i < 2500; ++i) {
    lines += fmt::format("set spo2 = {}.{:03} %\nset causes includes {} = {}\nspo2 < {}.{} %\n{}\n", i % 100,
                         i % 1000, i % 2 == 0 ? "aav" : "sle", i % 3 == 0 ? "no" : "yes", i % 97, i,
                         i % 2 == 0 ? "undo" : "needs");
  }
  return lines;
}

}  // namespace

TEST_CASE("a script of ten thousand lines is answered to its end", "[repl][large]") {
  const auto lines = ten_thousand_lines();
  const auto reply = run_in_process({"repl", dah_folder, "--at", "2026-11-23T08:30Z"}, lines + "1 + 1\n");
  CHECK(reply.err == "");
  CHECK(reply.exit_code == ExitCode::fine);
  CHECK_THAT(reply.out, Catch::Matchers::EndsWith("\n2\n"));
}

TEST_CASE("a megabyte is formatted", "[fmt][large]") {
  const auto text = megabyte();
  const auto reply = run_in_process({"fmt", "-"}, text);
  CHECK(reply.exit_code == ExitCode::fine);
  CHECK(reply.out.size() > 1'000'000);
  CHECK(reply.out != text);
  CHECK(run_in_process({"fmt", "--check", "-"}, reply.out).exit_code == ExitCode::fine);
}

}  // namespace waymark::large_inputs_test
