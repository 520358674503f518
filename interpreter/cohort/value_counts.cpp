#include "interpreter/cohort/value_counts.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace waymark::cohort {

namespace {

constexpr int significant_digits = 4;

// Of 0.0123 it is -2.
int power_of_ten(const Decimal& number) {
  const auto size = std::abs(std::strtod(number.to_exact_string().c_str(), nullptr));
  return size > 0 && std::isfinite(size) ? static_cast<int>(std::floor(std::log10(size))) : 0;
}

}  // namespace

Decimal with_significant_digits(const Decimal& number, int digits) {
  if (number.is_zero()) return number;
  return round_to_places(number, digits - 1 - power_of_ten(number)).value_or(number);
}

void ValueCounts::add(const Decimal& number, std::size_t times) {
  if (times == 0) return;
  counts_[with_significant_digits(number, significant_digits)] += times;
  least_ = least_ ? std::min(*least_, number) : number;
  greatest_ = greatest_ ? std::max(*greatest_, number) : number;
}

void ValueCounts::add(const ValueCounts& other) {
  if (other.empty()) return;
  for (const auto& [number, times] : other.counts_) counts_[number] += times;
  least_ = least_ ? std::min(*least_, *other.least_) : other.least_;
  greatest_ = greatest_ ? std::max(*greatest_, *other.greatest_) : other.greatest_;
}

std::array<Decimal, 3> ValueCounts::quartiles() const {
  std::size_t all = 0;
  for (const auto& [number, times] : counts_) all += times;
  const auto rank = [&](std::size_t quarters) { return (all * quarters + 3) / 4; };
  return {at_rank(rank(1)), at_rank(rank(2)), at_rank(rank(3))};
}

// The first has rank 1. Rounding never leads out of what there was.
Decimal ValueCounts::at_rank(std::size_t rank) const {
  std::size_t below = 0;
  for (const auto& [number, times] : counts_) {
    below += times;
    if (below >= rank) return std::clamp(number, *least_, *greatest_);
  }
  return *greatest_;
}

ValueCounts ValueCounts::restored(std::map<Decimal, std::size_t> counts, Decimal least, Decimal greatest) {
  ValueCounts result;
  result.counts_ = std::move(counts);
  result.least_ = std::move(least);
  result.greatest_ = std::move(greatest);
  return result;
}

}  // namespace waymark::cohort
