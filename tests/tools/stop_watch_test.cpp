// A proof ends when its time is up, and when somebody presses Ctrl-C.
#include "tools/waymark/io/stop_watch.hpp"

#include <chrono>
#include <csignal>
#include <thread>

#include <catch2/catch.hpp>

#include "command_runner.hpp"

namespace waymark::stop_watch_test {
namespace {

void wait_until_asked(const prove::Stop& stop) {
  while (!stop.is_asked()) std::this_thread::sleep_for(std::chrono::milliseconds{1});
}

TEST_CASE("a proof is stopped when its time is up", "[prove]") {
  prove::Stop stop;
  const StopWatch watch{stop, std::chrono::seconds{0}};
  wait_until_asked(stop);
  SUCCEED();
}

TEST_CASE("a proof is stopped by SIGINT, once", "[prove]") {
  struct sigaction before {
  }, within{}, after{};
  ::sigaction(SIGINT, nullptr, &before);
  prove::Stop stop;
  {
    const StopWatch watch{stop, std::nullopt};
    CHECK_FALSE(stop.is_asked());
    std::raise(SIGINT);
    wait_until_asked(stop);
    ::sigaction(SIGINT, nullptr, &within);
    CHECK(within.sa_handler == SIG_DFL);  // a second one ends the program
  }
  ::sigaction(SIGINT, nullptr, &after);
  CHECK(after.sa_handler == before.sa_handler);
}

TEST_CASE("without either a proof goes on to its end", "[prove]") {
  prove::Stop stop;
  { const StopWatch watch{stop, std::chrono::seconds{1'000'000}}; }
  CHECK_FALSE(stop.is_asked());
  const auto reply = run_in_process({"prove", dah_folder, "--only", "Q6", "--time-limit", "1000000"});
  CHECK(reply.exit_code == ExitCode::fine);
  CHECK(reply.out.find("stopped") == std::string::npos);
  CHECK(run_in_process({"prove", dah_folder, "--time-limit", "0"}).exit_code == ExitCode::unusable);
}

}  // namespace
}  // namespace waymark::stop_watch_test
