#pragma once

#include <cstdint>

#include "interpreter/values/truth.hpp"
#include "lang/ast/ast.hpp"

namespace waymark {

// How many of some answers are yes, and how many may be.
struct Count {
  std::int64_t certain = 0;
  std::int64_t possible = 0;
};

// Whether there are at least, at most or exactly so many.
Truth count_truth(ast::CountingWord word, const Count& found, std::int64_t wanted);

}  // namespace waymark
