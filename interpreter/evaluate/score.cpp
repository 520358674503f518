#include "interpreter/evaluate/score.hpp"

#include <algorithm>

#include "interpreter/evaluate/bounds.hpp"
#include "interpreter/evaluate/each_once.hpp"

namespace waymark {
namespace {

// Sorted, each once.
using Sums = std::vector<Decimal>;

// More different sums than any score has; beyond it every open guard is asked for.
constexpr std::size_t most_sums = 4096;

// What a row can give if none of the alternatives before each of them holds; the last entry stands behind
// them all.
std::vector<Sums> points_from_each(Evaluator& evaluator, const model::ScoreRow& row) {
  std::vector<Sums> result(row.alternatives.size() + 1);
  result.back() = {Decimal{0}};
  for (auto i = row.alternatives.size(); i-- > 0;) {
    const auto& alternative = row.alternatives[i];
    const auto holds = evaluator.truth(alternative.when);
    if (holds != Truth::yes) result[i] = result[i + 1];
    if (holds != Truth::no) result[i].push_back(alternative.points);
    sort_each_once(result[i]);
  }
  return result;
}

// Each sum of one of both; nullopt where they are too many.
std::optional<Sums> sums_of(const Sums& a, const Sums& b) {
  Sums result;
  for (const auto& left : a) {
    for (const auto& right : b) {
      const auto sum = add(left, right);
      if (!sum) return std::nullopt;
      result.push_back(*sum);
    }
  }
  sort_each_once(result);
  return result.size() > most_sums ? std::nullopt : std::optional{std::move(result)};
}

// What all rows but each one can add up to: from the sums before it and those behind it.
std::optional<std::vector<Sums>> sums_without_each(const std::vector<Sums>& rows) {
  std::vector<Sums> behind(rows.size() + 1, Sums{Decimal{0}});
  for (auto i = rows.size(); i-- > 0;) {
    auto sums = sums_of(rows[i], behind[i + 1]);
    if (!sums) return std::nullopt;
    behind[i] = std::move(*sums);
  }
  std::vector<Sums> result;
  Sums before{Decimal{0}};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto others = sums_of(before, behind[i + 1]);
    auto sums = sums_of(before, rows[i]);
    if (!others || !sums) return std::nullopt;
    result.push_back(std::move(*others));
    before = std::move(*sums);
  }
  return result;
}

// Whether a guard decides anything: its points against what its row gives without them, on top of other rows'
// sums.
class Difference {
 public:
  Difference(const std::optional<SumTest>& test, const std::optional<std::vector<Sums>>& others)
      : test_{test}, others_{others} {}

  bool matters(std::size_t row, const Decimal& points, const Sums& without) const {
    return std::ranges::any_of(without, [&](const Decimal& other) { return matters(row, points, other); });
  }

 private:
  bool matters(std::size_t row, const Decimal& points, const Decimal& other) const {
    if (points == other) return false;
    if (!test_ || !others_) return true;
    const auto differs = [&](const Decimal& sum) { return passes(sum, points) != passes(sum, other); };
    return std::ranges::any_of((*others_)[row], differs);
  }

  bool passes(const Decimal& sum, const Decimal& points) const {
    const auto total = add(sum, points);
    return total && (*test_)(*total);
  }

  const std::optional<SumTest>& test_;
  const std::optional<std::vector<Sums>>& others_;
};

Value number_between(const std::optional<Decimal>& low, const std::optional<Decimal>& high) {
  if (!low || !high) return unknown_because(UnknownReason::overflow);
  return Number{Quantity{*low}, Quantity{*high}};
}

}  // namespace

std::vector<Decimal> possible_points(Evaluator& evaluator, const model::ScoreRow& row) {
  return points_from_each(evaluator, row).front();
}

Value score_value(Evaluator& evaluator, const model::Score& score) {
  std::optional<Decimal> low{0}, high{0};
  for (const auto& row : score.rows) {
    const auto points = possible_points(evaluator, row);
    if (low) low = add(*low, points.front());
    if (high) high = add(*high, points.back());
  }
  return number_between(low, high);
}

std::vector<model::ExprId> open_guards(Evaluator& evaluator, const model::Score& score,
                                       const std::optional<SumTest>& test) {
  std::vector<std::vector<Sums>> rows;
  std::vector<Sums> points;
  for (const auto& row : score.rows) {
    rows.push_back(points_from_each(evaluator, row));
    points.push_back(rows.back().front());
  }
  const auto others = test ? sums_without_each(points) : std::nullopt;
  const Difference difference{test, others};
  std::vector<model::ExprId> result;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const auto& alternatives = score.rows[row].alternatives;
    for (std::size_t i = 0; i < alternatives.size(); ++i) {
      const auto holds = evaluator.truth(alternatives[i].when);
      if (holds == Truth::yes) break;
      const bool matters = difference.matters(row, alternatives[i].points, rows[row][i + 1]);
      if (holds == Truth::unknown && matters) result.push_back(alternatives[i].when);
    }
  }
  return result;
}

}  // namespace waymark
