#include "interpreter/evaluate/reachable.hpp"

#include <algorithm>

namespace waymark {

Reachable reachable_cases(const std::vector<Truth>& guards) {
  Reachable result;
  for (std::size_t i = 0; i < guards.size() && result.may_miss; ++i) {
    if (guards[i] != Truth::no) result.cases.push_back(i);
    result.may_miss = guards[i] != Truth::yes;
  }
  return result;
}

Reachable unique_cases(const std::vector<Truth>& guards) {
  Reachable result;
  result.all_hold = std::ranges::find(guards, Truth::yes) != guards.end();
  result.may_miss = !result.all_hold;
  const auto counts = result.all_hold ? Truth::yes : Truth::unknown;
  for (std::size_t i = 0; i < guards.size(); ++i) {
    if (guards[i] == counts) result.cases.push_back(i);
  }
  return result;
}

Reachable reachable_arms(const model::Choose& choose, const std::vector<Truth>& guards) {
  auto result = choose.policy == model::HitPolicy::unique ? unique_cases(guards) : reachable_cases(guards);
  if (choose.covers && !result.cases.empty()) result.may_miss = false;
  return result;
}

}  // namespace waymark
