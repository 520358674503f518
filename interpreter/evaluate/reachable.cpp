#include "interpreter/evaluate/reachable.hpp"

namespace waymark {

Reachable reachable_cases(const std::vector<Truth>& guards) {
  Reachable result;
  for (std::size_t i = 0; i < guards.size() && result.may_miss; ++i) {
    if (guards[i] != Truth::no) result.cases.push_back(i);
    result.may_miss = guards[i] != Truth::yes;
  }
  return result;
}

}  // namespace waymark
