#pragma once

#include <cstdint>

#include "lang/quantity/decimal.hpp"

namespace waymark {

// Returns how many steps of a grid with `places` places behind the point make 1; of at most 18.
inline Decimal scale_of_grid(int places) {
  std::int64_t result = 1;
  for (int i = 0; i < places; ++i) result *= 10;
  return Decimal{result};
}

}  // namespace waymark
