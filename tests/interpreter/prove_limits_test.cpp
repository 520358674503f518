// What the solver gives up on is never counted as proved.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <thread>

#include <catch2/catch.hpp>

#include "compiled.hpp"
#include "golden.hpp"
#include "interpreter/prove/prove.hpp"
#include "lang/compile.hpp"
#include "tools/report/finding_words.hpp"

namespace waymark::prove_limits_test {
namespace {

const std::string chain = R"(pathway chain "Chain" { version "1.0.0" }
fact age "Age" : number in years within 0 to 130
action scan "Scan" assessment
section s "S" {
  when age >= 40 years { should assess scan as old {} }
  otherwise when age < 40 years { should not assess scan as young {} }
}
)";

struct Counted {
  int proved = 0, not_proved = 0, refuted = 0;
};

Counted counted(std::uint32_t most_steps) {
  const auto compilation = compile({{"chain.pathway", chain}}, golden::stdlib());
  REQUIRE(compilation.model);
  const auto report = prove::prove(*compilation.model, compilation.sources,
                                   {.only = {prove::Question::boundary}, .most_steps = most_steps});
  Counted result;
  for (const auto& count : report.counts) {
    result.proved += static_cast<int>(count.proved);
    result.not_proved += static_cast<int>(count.not_proved);
    result.refuted += static_cast<int>(count.refuted);
  }
  return result;
}

// What is proved of a pathway of the repository until another thread stops it, asking again until it is
// heard.
prove::Report proved_until(const std::string& pathway, std::chrono::milliseconds delay, double& waited) {
  const auto compilation = golden::compiled(golden::root() / pathway);
  prove::Stop stop;
  std::atomic<bool> is_done = false;
  prove::Report report;
  std::thread prover{[&] {
    report = prove::prove(*compilation->model, compilation->sources, {.only = {}, .stop = &stop});
    is_done = true;
  }};
  std::this_thread::sleep_for(delay);
  const auto begin = std::chrono::steady_clock::now();
  while (!is_done) {
    stop.ask();
    std::this_thread::sleep_for(std::chrono::milliseconds{1});
  }
  prover.join();
  waited = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
  return report;
}

}  // namespace

TEST_CASE("a proof that nobody wants any more is not begun", "[prove]") {
  const auto compilation = compile({{"chain.pathway", chain}}, golden::stdlib());
  prove::Stop stop;
  stop.ask();
  const auto report = prove::prove(*compilation.model, compilation.sources, {.only = {}, .stop = &stop});
  CHECK(report.findings.empty());
  CHECK(report.counts.empty());
}

TEST_CASE("a stopped proof names the questions that it has not asked", "[prove]") {
  const auto compilation = compile({{"chain.pathway", chain}}, golden::stdlib());
  REQUIRE(compilation.model);
  prove::Stop stop;
  stop.ask();
  using enum prove::Question;
  const auto report =
      prove::prove(*compilation.model, compilation.sources, {.only = {gap, conflict}, .stop = &stop});
  CHECK(report.counts.empty());
  CHECK(report.not_asked == std::vector{gap, conflict});
  CHECK(not_asked_words(report.not_asked) == "stopped before Q1 and Q5 were asked");
  CHECK(not_asked_words({gap}) == "stopped before Q1 was asked");
  CHECK(not_asked_words({gap, conflict, dose}) == "stopped before Q1, Q5 and Q10 were asked");
  CHECK(not_asked_words({}).empty());
}

TEST_CASE("what listens is interrupted, and no longer than it listens", "[prove]") {
  prove::Stop stop;
  int heard = 0;
  {
    const prove::Stop::Listening listening{&stop, [&] { ++heard; }};
    CHECK_FALSE(stop.is_asked());
    stop.ask();
    stop.ask();
  }
  stop.ask();
  CHECK(heard == 2);
  CHECK(stop.is_asked());
}

TEST_CASE("what a stopped proof has not asked is not proved", "[prove]") {
  double waited = 0;
  const auto stopped = proved_until("pathways/sepsis", std::chrono::milliseconds{0}, waited);
  const auto compilation = golden::compiled(golden::root() / "pathways/sepsis");
  const auto whole = prove::prove(*compilation->model, compilation->sources, {});
  REQUIRE(stopped.counts.size() <= whole.counts.size());
  for (std::size_t i = 0; i < stopped.counts.size(); ++i) {
    CHECK(stopped.counts[i].proved <= whole.counts[i].proved);
    CHECK(stopped.counts[i].refuted <= whole.counts[i].refuted);
  }
}

// How long it takes at most until a proof has stopped; by its name only.
TEST_CASE("the time until a proof has stopped", "[.][prove-stop]") {
  double longest = 0;
  for (const std::string pathway : {"pathways/dah", "pathways/sepsis", "pathways/atrial_fibrillation"}) {
    for (int delay = 0; delay < 800; delay += 40) {
      double waited = 0;
      proved_until(pathway, std::chrono::milliseconds{delay}, waited);
      longest = std::max(longest, waited);
    }
  }
  std::printf("a proof has stopped after at most %.1f ms\n", longest);
}

TEST_CASE("a chain of branches on which the solver gives up is not proved", "[prove]") {
  const auto with_few = counted(1), with_enough = counted(5'000'000);
  CHECK(with_enough.not_proved == 0);
  CHECK(with_few.not_proved > 0);
  CHECK(with_few.proved < with_enough.proved);
}

}  // namespace waymark::prove_limits_test
