#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <optional>

#include "lang/quantity/decimal.hpp"

namespace waymark::cohort {

// How often which numbers came up, in memory that does not grow with how often. Each number counts as the
// nearest one of four significant digits, so what is said of the middle is off by at most one part in two
// thousand, and by nothing where the numbers have no more digits than that. The least and the greatest are
// exact. Counts of parts add up to the counts of the whole, in any order.
class ValueCounts {
 public:
  // Counts a number so many times; not at all where that is zero.
  void add(const Decimal& number, std::size_t times = 1);
  void add(const ValueCounts& other);

  bool empty() const { return counts_.empty(); }
  // None where nothing was counted.
  const std::optional<Decimal>& least() const { return least_; }
  const std::optional<Decimal>& greatest() const { return greatest_; }
  // The lower quartile, the median and the upper quartile: of the counted numbers in ascending order the one
  // below which, or at which, a quarter, a half and three quarters of them lie. Something must be counted.
  std::array<Decimal, 3> quartiles() const;
  // How many counted as which number of four digits.
  const std::map<Decimal, std::size_t>& counts() const { return counts_; }

  // What was counted, put together again from what the others say.
  static ValueCounts restored(std::map<Decimal, std::size_t> counts, Decimal least, Decimal greatest);

 private:
  Decimal at_rank(std::size_t rank) const;

  std::map<Decimal, std::size_t> counts_;
  std::optional<Decimal> least_, greatest_;
};

// Returns the nearest number of that many significant digits, half away from zero.
Decimal with_significant_digits(const Decimal& number, int digits);

}  // namespace waymark::cohort
