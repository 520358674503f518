#include <algorithm>
#include <benchmark/benchmark.h>
#include <bit>
#include <chrono>
#include <fstream>
#include <sstream>

#include "core_by_hand.hpp"
#include "core_patients.hpp"
#include "interpreter/columns/evaluate.hpp"
#include "interpreter/decide/outcome.hpp"
#include "lang/compile.hpp"

// Sixteen decisions for a million patients: columns beside the same written by hand, and one patient at a
// time.
namespace waymark::bench {
namespace {

constexpr std::size_t patients = 1'000'000;
constexpr std::size_t cached_rounds = 200;
constexpr std::size_t patients_one_by_one = 20'000;

// Of each decision how many yes, how many no.
using Counts = std::array<std::array<std::size_t, 2>, core_decisions>;

std::string text_of(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream{path}.rdbuf();
  return text.str();
}

class Core {
 public:
  Core()
      : compilation_{compile({{"dah_core.pathway", text_of(WAYMARK_ROOT "/tests/bench/dah_core.pathway")}},
                             WAYMARK_ROOT "/stdlib")},
        program_{columns::compile(model())},
        evaluator_{program_},
        groups_((patients + CoreGroup::size - 1) / CoreGroup::size),
        answers_(groups_.size()) {
    for (std::size_t i = 0; i < patients; ++i) add(i, core_patient(i));
  }

  const model::Model& model() const { return *compilation_.model; }

  void by_columns() {
    for (const auto& batch : batches_) benchmark::DoNotOptimize(&evaluator_.evaluate(batch));
  }
  void by_hand() { decide_by_hand(groups_, groups_.size(), answers_); }
  // The same few patients over and over: what memory costs is left out.
  void columns_from_cache() {
    for (std::size_t i = 0; i < cached_rounds; ++i)
      benchmark::DoNotOptimize(&evaluator_.evaluate(batches_.front()));
  }
  void by_hand_from_cache() {
    const auto groups = columns::batch_size / CoreGroup::size;
    for (std::size_t i = 0; i < cached_rounds; ++i) {
      decide_by_hand(groups_, groups, answers_);
      benchmark::ClobberMemory();
    }
  }
  std::size_t one_by_one() const {
    std::size_t advised = 0;
    for (std::size_t i = 0; i < patients_one_by_one; ++i) {
      Evaluator evaluator{model(), some_[i], at_};
      for (const auto& each : model().recommendations)
        advised += evaluator.truth(each.condition) == Truth::yes ? 1 : 0;
    }
    return advised;
  }

  // Whether all of them count alike.
  bool agree() {
    Counts found{}, wanted = plain_;
    for (const auto& batch : batches_) {
      const auto& outcome = evaluator_.evaluate(batch);
      for (std::size_t i = 0; i < core_decisions; ++i) {
        found[i][1] += columns::count(outcome.recommendations[i].advised);
        found[i][0] += columns::count(outcome.recommendations[i].not_advised);
      }
    }
    by_hand();
    return found == wanted && counts_by_hand() == wanted && one_by_one() == first_advised_;
  }

 private:
  void add(std::size_t index, const CorePatient& patient) {
    if (batches_.empty() || batches_.back().is_full()) batches_.emplace_back(model(), program_.layout);
    auto recorded = as_patient(model(), patient);
    if (index < patients_one_by_one) some_.push_back(recorded);
    batches_.back().add(std::move(recorded), at_);
    put(groups_[index / CoreGroup::size], index % CoreGroup::size, patient);
    const auto decisions = decide_one(patient);
    for (std::size_t i = 0; i < core_decisions; ++i) {
      if (decisions[i] < 2) ++plain_[i][decisions[i]];
      if (index < patients_one_by_one && decisions[i] == 1) ++first_advised_;
    }
  }

  // What is always yes is so for those too who are not there.
  Counts counts_by_hand() const {
    Counts counts{};
    const auto nobody = groups_.size() * CoreGroup::size - patients;
    for (const auto& group : answers_) {
      for (std::size_t i = 0; i < core_decisions; ++i) {
        for (const auto word : group[i].yes) counts[i][1] += static_cast<std::size_t>(std::popcount(word));
        for (const auto word : group[i].no) counts[i][0] += static_cast<std::size_t>(std::popcount(word));
      }
    }
    counts[0][1] -= nobody;
    return counts;
  }

  Compilation compilation_;
  columns::Program program_;
  columns::BatchEvaluator evaluator_;
  Moment at_ = *parse_moment("2026-11-23T08:30:00Z");
  std::vector<columns::Batch> batches_;
  std::vector<CoreGroup> groups_;
  std::vector<CoreAnswers> answers_;
  std::vector<Patient> some_;
  Counts plain_{};
  std::size_t first_advised_ = 0;
};

template <typename Work>
double nanoseconds(std::size_t count, Work work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  const std::chrono::duration<double, std::nano> time = std::chrono::steady_clock::now() - start;
  return time.count() / static_cast<double>(count);
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

void sixteen_decisions_in_columns(benchmark::State& state) {
  static Core core;
  if (!core.agree()) return state.SkipWithError("columns, hand and evaluator do not agree");
  std::vector<double> by_columns, by_hand, columns_cached, by_hand_cached, one_by_one;
  for (auto _ : state) {
    by_columns.push_back(nanoseconds(patients, [] { core.by_columns(); }));
    by_hand.push_back(nanoseconds(patients, [] { core.by_hand(); }));
    const auto cached = cached_rounds * columns::batch_size;
    columns_cached.push_back(nanoseconds(cached, [] { core.columns_from_cache(); }));
    by_hand_cached.push_back(nanoseconds(cached, [] { core.by_hand_from_cache(); }));
    state.SetIterationTime(by_columns.back() * patients / 1e9);
  }
  for (int i = 0; i < 5; ++i) {
    one_by_one.push_back(
        nanoseconds(patients_one_by_one, [] { benchmark::DoNotOptimize(core.one_by_one()); }));
  }
  state.counters["columns_ns"] = median(by_columns);
  state.counters["by_hand_ns"] = median(by_hand);
  state.counters["cached_columns_ns"] = median(columns_cached);
  state.counters["cached_by_hand_ns"] = median(by_hand_cached);
  state.counters["cached_times_by_hand"] = median(columns_cached) / median(by_hand_cached);
  state.counters["one_by_one_ns"] = median(one_by_one);
  state.counters["times_by_hand"] = median(by_columns) / median(by_hand);
}

BENCHMARK(sixteen_decisions_in_columns)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(51);

}  // namespace
}  // namespace waymark::bench
