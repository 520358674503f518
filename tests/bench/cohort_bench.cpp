#include <algorithm>
#include <benchmark/benchmark.h>
#include <filesystem>
#include <unistd.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core_files.hpp"
#include "core_native.hpp"
#include "process_time.hpp"

// Whole runs of `cohort` over a million patients in a file, by one thread and by all, beside a program that
// was written for these sixteen decisions alone. They take turns, so what slows the machine slows both.
namespace waymark::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t patients = 1'000'000;

// The files, in memory where the system has a folder for that; gone when the program ends.
class PatientFiles {
 public:
  PatientFiles() {
    const fs::path memory = "/dev/shm";
    const auto folder = fs::is_directory(memory) ? memory : fs::temp_directory_path();
    for (const auto* extension : {"ndjson", "csv"})
      paths_.push_back(folder / fmt::format("waymark_bench_{}.{}", getpid(), extension));
    write_core_files(patients, paths_[0], paths_[1]);
  }
  ~PatientFiles() {
    std::error_code error;
    for (const auto& path : paths_) fs::remove(path, error);
  }
  PatientFiles(const PatientFiles&) = delete;
  PatientFiles& operator=(const PatientFiles&) = delete;

  const std::string& path(bool is_table) const { return paths_[is_table ? 1 : 0]; }

 private:
  std::vector<std::string> paths_;
};

const PatientFiles& files() {
  static const PatientFiles files;
  return files;
}

std::vector<std::string> cohort(const std::string& file, std::vector<std::string> options) {
  options.insert(options.begin(),
                 {WAYMARK_PROGRAM, "cohort", WAYMARK_ROOT "/tests/bench/dah_core.pathway", "--facts", file});
  return options;
}

// Whether both count alike.
bool agree(const std::string& file, bool is_table) {
  const auto expected = is_table ? count_csv(file) : count_ndjson(file);
  const auto summary = nlohmann::json::parse(output_of(cohort(file, {"--format", "json"})));
  CoreCounts found{};
  for (std::size_t i = 0; i < core_decisions; ++i) {
    const auto& decision = summary["recommendations"][i];
    found[i] = {decision["not_advised"], decision["advised"], decision["undetermined"]};
  }
  return found == expected;
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

void run_of_cohort(benchmark::State& state, bool is_table) {
  const auto& file = files().path(is_table);
  if (!agree(file, is_table))
    return state.SkipWithError("cohort and the program written by hand do not agree");
  std::vector<double> one_thread, all_threads, by_hand;
  for (auto _ : state) {
    one_thread.push_back(elapsed_time(cohort(file, {"--threads", "1"})).count());
    by_hand.push_back(elapsed_time({WAYMARK_NATIVE, file}).count());
    all_threads.push_back(elapsed_time(cohort(file, {})).count());
    state.SetIterationTime(one_thread.back());
  }
  state.counters["one_thread_ms"] = 1000 * median(one_thread);
  state.counters["all_threads_ms"] = 1000 * median(all_threads);
  state.counters["by_hand_ms"] = 1000 * median(by_hand);
  state.counters["times_by_hand"] = median(one_thread) / median(by_hand);
}

void million_patients_ndjson(benchmark::State& state) { run_of_cohort(state, false); }
void million_patients_csv(benchmark::State& state) { run_of_cohort(state, true); }

BENCHMARK(million_patients_ndjson)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(5);
BENCHMARK(million_patients_csv)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(7);

}  // namespace
}  // namespace waymark::bench
