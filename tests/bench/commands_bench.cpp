#include <benchmark/benchmark.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <unistd.h>

#include <fmt/format.h>

#include "generated_pathway.hpp"
#include "process_time.hpp"

// What a person waits for: whole runs of the program, in processor time from its start to its end.
namespace waymark::bench {
namespace {

namespace fs = std::filesystem;

// Measures `arguments` and prints beside it the limit that the project has set itself.
void measure(benchmark::State& state, const std::vector<std::string>& arguments, double limit_in_seconds) {
  double total = 0;
  try {
    for (auto _ : state) {
      const auto time = processor_time(arguments).count();
      state.SetIterationTime(time);
      total += time;
    }
  } catch (const std::runtime_error& error) {
    return state.SkipWithError(error.what());
  }
  state.counters["limit_ms"] = limit_in_seconds * 1000;
  state.counters["of_limit"] = total / static_cast<double>(state.iterations()) / limit_in_seconds;
}

// A file that is gone when the measurement ends.
class Scratch {
 public:
  Scratch(const std::string& name, const std::string& text)
      : path_{fs::temp_directory_path() / fmt::format("waymark_bench_{}_{}.pathway", getpid(), name)} {
    std::ofstream{path_} << text;
  }
  ~Scratch() { fs::remove(path_); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  std::string path() const { return path_; }

 private:
  fs::path path_;
};

void run_one_patient(benchmark::State& state) {
  const fs::path pathway = fs::path{WAYMARK_ROOT} / "pathways" / "dah";
  measure(state, {WAYMARK_PROGRAM, "run", pathway, "--facts", pathway / "patients" / "aav_hypoxemic.json"},
          0.015);
}

void check_ten_thousand_recommendations(benchmark::State& state) {
  const Scratch file{"check", generated_pathway(10'000)};
  measure(state, {WAYMARK_PROGRAM, "check", file.path()}, 1);
}

// 300 recommendations in eight sections, over forty facts.
std::string large_guideline() { return generated_pathway(300, 38); }

std::string edited(std::string text, const std::string& before, const std::string& after) {
  const auto at = text.find(before);
  if (at == std::string::npos) throw std::runtime_error{"nothing to edit: " + before};
  return text.replace(at, before.size(), after);
}

void prove_three_hundred_recommendations(benchmark::State& state) {
  const Scratch file{"prove", large_guideline()};
  measure(state, {WAYMARK_PROGRAM, "prove", "--only", "Q1,Q2,Q3,Q4,Q5,Q6,Q7", file.path()}, 20);
}

void difference_of_three_edits(benchmark::State& state) {
  auto text = large_guideline();
  const Scratch before{"before", text};
  text = edited(text, "level_0 >= 3 mg/dL", "level_0 > 3 mg/dL");
  text = edited(text, "time since since_4 >= 3 months", "time since since_4 >= 2 months");
  text = edited(text, "graver_7 or grade_7 is severe", "graver_7 and grade_7 is severe");
  const Scratch after{"after", text};
  measure(state, {WAYMARK_PROGRAM, "diff", before.path(), after.path()}, 20);
}

// All scenarios of the pathway, again and again.
void format_a_megabyte(benchmark::State& state) {
  std::ifstream file{fs::path{WAYMARK_ROOT} / "pathways" / "dah" / "scenarios.pathway"};
  const std::string scenarios{std::istreambuf_iterator<char>{file}, {}};
  std::string text = "pathway   large \"Large\" {version \"1\"}\n";
  while (text.size() < 1'000'000) text += scenarios;
  const Scratch large{"fmt", text};
  measure(state, {WAYMARK_PROGRAM, "fmt", "--check", large.path()}, 1);
}

void answer_ten_thousand_lines(benchmark::State& state) {
  std::string lines;
  for (int i = 0; i < 2500; ++i) {
    lines += fmt::format("set spo2 = {}.{:03} %\nset causes includes {} = {}\nspo2 < {}.{} %\n{}\n", i % 100,
                         i % 1000, i % 2 == 0 ? "aav" : "sle", i % 3 == 0 ? "no" : "yes", i % 97, i,
                         i % 2 == 0 ? "undo" : "needs");
  }
  const Scratch script{"repl", lines};
  const fs::path pathway = fs::path{WAYMARK_ROOT} / "pathways" / "dah";
  measure(state, {WAYMARK_PROGRAM, "repl", pathway, "--script", script.path(), "--at", "2026-11-23T08:30Z"},
          2);
}

void try_all_mistakes(benchmark::State& state) {
  measure(state, {WAYMARK_PROGRAM, "mutate", fs::path{WAYMARK_ROOT} / "pathways" / "dah"}, 60);
}

BENCHMARK(run_one_patient)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(20);
BENCHMARK(check_ten_thousand_recommendations)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(5);

BENCHMARK(format_a_megabyte)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(5);
BENCHMARK(answer_ten_thousand_lines)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(3);
BENCHMARK(try_all_mistakes)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(3);
BENCHMARK(prove_three_hundred_recommendations)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(1);
BENCHMARK(difference_of_three_edits)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace
}  // namespace waymark::bench

BENCHMARK_MAIN();
