#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "interpreter/adherence/rounds.hpp"

namespace waymark {

// How many took how long, in whole seconds.
class Durations {
 public:
  void add(std::int64_t microseconds);
  std::size_t size() const { return size_; }
  // The shortest that so many hundredths of all do not exceed; nullopt where there is none.
  std::optional<std::int64_t> percentile(int hundredths) const;

 private:
  std::map<std::int64_t, std::size_t> seconds_;  // grows with how many differ, not with how many there are
  std::size_t size_ = 0;
};

// What came of one recommendation.
struct AdherenceCount {
  std::size_t patients = 0, rounds = 0;
  std::array<std::size_t, round_ends> ends{};  // by RoundEnd
  std::size_t out_of_order = 0;
  Durations to_done;

  std::size_t of(RoundEnd end) const { return ends[static_cast<std::size_t>(end)]; }
};

struct Adherence {
  std::size_t patients = 0;
  std::vector<AdherenceCount> recommendations;  // by RecommendationId
};

Adherence no_adherence(const model::Model& model);
// Counts one patient.
void add(Adherence& sum, const std::vector<Round>& rounds);

}  // namespace waymark
