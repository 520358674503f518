#include "interpreter/columns/bitmap.hpp"

#include <bit>

#include "interpreter/columns/vector_clones.hpp"

namespace waymark::columns {

WAYMARK_VECTOR_CLONES std::size_t count(const Bitmap& bitmap) {
  std::size_t result = 0;
  for (const auto word : bitmap.words) result += static_cast<std::size_t>(std::popcount(word));
  return result;
}

}  // namespace waymark::columns
