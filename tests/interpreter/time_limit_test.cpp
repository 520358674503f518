// What an author waits for stays within the limits that the project has set itself, in processor time.
#include <ctime>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "command_runner.hpp"
#include "golden.hpp"

namespace waymark {
namespace {

// Checks of every access take several times as long.
#ifdef __SANITIZE_ADDRESS__
constexpr double slower = 10;
#else
constexpr double slower = 1;
#endif

class Stopwatch {
 public:
  double seconds() const {
    return static_cast<double>(std::clock() - begin_) / static_cast<double>(CLOCKS_PER_SEC) / slower;
  }

 private:
  std::clock_t begin_ = std::clock();
};

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

TEST_CASE("a script of ten thousand lines takes less than two seconds", "[repl][time]") {
  const auto lines = ten_thousand_lines();
  const Stopwatch watch;
  const auto reply = run_in_process({"repl", dah_folder, "--at", "2026-11-23T08:30Z"}, lines + "1 + 1\n");
  CHECK(watch.seconds() < 2);
  CHECK(reply.err == "");
  CHECK(reply.exit_code == ExitCode::fine);
  CHECK_THAT(reply.out, Catch::Matchers::EndsWith("\n2\n"));
}

TEST_CASE("a megabyte is formatted in less than a second", "[fmt][time]") {
  const auto text = megabyte();
  const Stopwatch watch;
  const auto reply = run_in_process({"fmt", "-"}, text);
  CHECK(watch.seconds() < 1);
  CHECK(reply.exit_code == ExitCode::fine);
  CHECK(reply.out.size() > 1'000'000);
  CHECK(reply.out != text);
  CHECK(run_in_process({"fmt", "--check", "-"}, reply.out).exit_code == ExitCode::fine);
}

TEST_CASE("all mistakes are tried in less than a minute", "[mutate][time]") {
  const Stopwatch watch;
  CHECK(run_in_process({"mutate", dah_folder}).exit_code == ExitCode::fine);
  CHECK(watch.seconds() < 60);
}

}  // namespace waymark
