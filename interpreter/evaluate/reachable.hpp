#pragma once

#include <cstddef>
#include <vector>

#include "interpreter/values/truth.hpp"
#include "lang/model/operations.hpp"

namespace waymark {

// Those cases that may turn out to be the one that counts.
struct Reachable {
  std::vector<std::size_t> cases;  // positions; no case behind one that surely counts
  bool may_miss = true;            // none may hold
  bool all_hold = false;           // the cases surely hold, all of them
};

// Of cases of which the first that holds counts.
Reachable reachable_cases(const std::vector<Truth>& guards);
// Of cases of which the one that holds counts: those that do; where none does, those that may.
Reachable unique_cases(const std::vector<Truth>& guards);
// Of the arms of a choice, whose guards have these truths.
Reachable reachable_arms(const model::Choose& choose, const std::vector<Truth>& guards);

}  // namespace waymark
