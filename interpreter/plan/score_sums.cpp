#include "interpreter/plan/score_sums.hpp"

#include <algorithm>
#include <numeric>

#include "interpreter/values/decimal_grid.hpp"

namespace waymark::plan {
namespace {

using Operator = ast::ComparisonOperator;

constexpr int most_places = 6;
constexpr std::int64_t most_sums = 1 << 20;

// The points as whole numbers, where that many places suffice.
std::optional<std::int64_t> whole(const Decimal& points, int places) {
  const auto scaled = multiply(points, scale_of_grid(places));
  const auto result = scaled ? scaled->to_integer() : std::nullopt;
  return result && std::abs(*result) <= most_sums ? result : std::nullopt;
}

using RowPoints = std::vector<std::int64_t>;  // of each alternative; behind them 0, that of none

std::optional<std::vector<RowPoints>> whole_points(const model::Score& score, int places) {
  std::vector<RowPoints> result;
  for (const auto& row : score.rows) {
    auto& points = result.emplace_back();
    for (const auto& alternative : row.alternatives) {
      const auto value = whole(alternative.points, places);
      if (!value) return std::nullopt;
      points.push_back(*value);
    }
    points.push_back(0);
  }
  return result;
}

ScoreRowPoints row_points(const RowPoints& points, const std::vector<TruthRef>& guards) {
  ScoreRowPoints row{guards, {}, std::vector<std::uint32_t>(points.size())};
  const auto least = *std::ranges::min_element(points);
  for (const auto value : points) row.points.push_back(static_cast<std::uint32_t>(value - least));
  std::iota(row.ascending.begin(), row.ascending.end(), 0U);
  std::ranges::stable_sort(row.ascending, {}, [&](std::uint32_t i) { return points[i]; });
  return row;
}

}  // namespace

std::optional<ScoreSums> score_sums(const model::Score& score,
                                    const std::vector<std::vector<TruthRef>>& guards) {
  for (int places = 0; places <= most_places; ++places) {
    const auto points = whole_points(score, places);
    if (!points) continue;
    std::vector<ScoreRowPoints> rows;
    std::int64_t least = 0, most = 0;
    for (std::size_t row = 0; row < points->size(); ++row) {
      rows.push_back(row_points((*points)[row], guards[row]));
      least += *std::ranges::min_element((*points)[row]);
      most += *std::ranges::max_element((*points)[row]);
    }
    if (most - least > most_sums) return std::nullopt;
    return ScoreSums{std::move(rows), static_cast<std::uint32_t>(most - least), least, places};
  }
  return std::nullopt;
}

Quantity ScoreSums::sum_at(std::uint32_t position) const {
  return {*divide(Decimal{least_sum_ + position}, scale_of_grid(places_)), pure_unit()};
}

TruthRef ScoreSums::reaches(Operator op, const Quantity& constant, PlanBuilder& builder) const {
  std::uint32_t low = 0, high = most_ + 1;
  while (low < high) {
    const auto middle = low + (high - low) / 2;
    const auto order = compare(sum_at(middle), constant);
    const bool holds = op == Operator::greater ? order > 0 : order >= 0;
    holds ? high = middle : low = middle + 1;
  }
  return builder.add(ScoreTest{rows_, low, most_});
}

TruthRef ScoreSums::compared(Operator op, const Quantity& constant, PlanBuilder& builder) const {
  switch (op) {
    case Operator::less: return !reaches(Operator::greater_equal, constant, builder);
    case Operator::less_equal: return !reaches(Operator::greater, constant, builder);
    case Operator::greater:
    case Operator::greater_equal: return reaches(op, constant, builder);
    case Operator::equal:
    case Operator::not_equal: break;
  }
  const auto equal = builder.all_of(
      {reaches(Operator::greater_equal, constant, builder), !reaches(Operator::greater, constant, builder)});
  return op == Operator::equal ? equal : !equal;
}

}  // namespace waymark::plan
