#include <benchmark/benchmark.h>
#include <filesystem>
#include <fstream>
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

void run_one_patient(benchmark::State& state) {
  const fs::path pathway = fs::path{WAYMARK_ROOT} / "pathways" / "dah";
  measure(state, {WAYMARK_PROGRAM, "run", pathway, "--facts", pathway / "patients" / "aav_hypoxemic.json"},
          0.015);
}

void check_ten_thousand_recommendations(benchmark::State& state) {
  const auto file = fs::temp_directory_path() / fmt::format("waymark_bench_{}.pathway", getpid());
  std::ofstream{file} << generated_pathway(10'000);
  measure(state, {WAYMARK_PROGRAM, "check", file}, 1);
  fs::remove(file);
}

BENCHMARK(run_one_patient)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(20);
BENCHMARK(check_ten_thousand_recommendations)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(5);

}  // namespace
}  // namespace waymark::bench

BENCHMARK_MAIN();
