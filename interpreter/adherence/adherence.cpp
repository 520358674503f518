#include "interpreter/adherence/adherence.hpp"

#include <set>

namespace waymark {

void Durations::add(std::int64_t microseconds) {
  ++seconds_[microseconds / microseconds_per_second];
  ++size_;
}

std::optional<std::int64_t> Durations::percentile(int hundredths) const {
  std::size_t counted = 0;
  for (const auto& [seconds, count] : seconds_) {
    counted += count;
    if (counted * 100 >= size_ * static_cast<std::size_t>(hundredths)) return seconds;
  }
  return std::nullopt;
}

Adherence no_adherence(const model::Model& model) {
  Adherence result;
  result.recommendations.resize(model.recommendations.size());
  return result;
}

void add(Adherence& sum, const std::vector<Round>& rounds) {
  ++sum.patients;
  std::set<model::RecommendationId> seen;
  for (const auto& round : rounds) {
    auto& count = sum.recommendations[round.recommendation];
    count.patients += seen.insert(round.recommendation).second;
    ++count.rounds;
    ++count.ends[static_cast<std::size_t>(round.end)];
    count.out_of_order += round.out_of_order;
    if (const auto time = round.microseconds_to_done()) count.to_done.add(*time);
  }
}

}  // namespace waymark
