#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "interpreter/plan/plan_builder.hpp"

namespace waymark::plan {

// The sums of a score as whole numbers from 0 on: counted in the last place that its points have, from the
// least sum there can be.
class ScoreSums {
 public:
  ScoreSums(std::vector<ScoreRowPoints> rows, std::uint32_t most, std::int64_t least_sum, int places)
      : rows_{std::move(rows)}, most_{most}, least_sum_{least_sum}, places_{places} {}

  // The sum held against a constant.
  TruthRef compared(ast::ComparisonOperator op, const Quantity& constant, PlanBuilder& builder) const;

 private:
  Quantity sum_at(std::uint32_t position) const;
  // Whether the sum reaches the first position that compares so with the constant.
  TruthRef reaches(ast::ComparisonOperator op, const Quantity& constant, PlanBuilder& builder) const;

  std::vector<ScoreRowPoints> rows_;
  std::uint32_t most_;  // position of the greatest sum
  std::int64_t least_sum_;
  int places_;
};

// `guards` by row and alternative. nullopt where there are more sums than steps count.
std::optional<ScoreSums> score_sums(const model::Score& score,
                                    const std::vector<std::vector<TruthRef>>& guards);

}  // namespace waymark::plan
