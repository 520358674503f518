#include "lang/model/score_range.hpp"

#include <algorithm>

namespace waymark {

ScoreRange range_of(const model::Score& score) {
  ScoreRange result;
  for (const auto& row : score.rows) {
    Decimal least{0}, most{0};
    for (const auto& alternative : row.alternatives) {
      least = std::min(least, alternative.points);
      most = std::max(most, alternative.points);
      result.whole = result.whole && alternative.points.is_whole();
    }
    result.low = add(result.low, least).value_or(result.low);
    result.high = add(result.high, most).value_or(result.high);
  }
  return result;
}

}  // namespace waymark
