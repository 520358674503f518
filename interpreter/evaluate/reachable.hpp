#pragma once

#include <cstddef>
#include <vector>

#include "interpreter/values/truth.hpp"

namespace waymark {

// Of cases of which the first that holds counts: those that may turn out to be it.
struct Reachable {
  std::vector<std::size_t> cases;  // positions; no case behind one that surely holds
  bool may_miss = true;            // none may hold
};

Reachable reachable_cases(const std::vector<Truth>& guards);

}  // namespace waymark
