#pragma once

#include <algorithm>
#include <functional>
#include <vector>

namespace waymark {

// Sorts by what `key` gives, and keeps of those with the same key the first.
template <typename Value, typename Key = std::identity>
void sort_each_once(std::vector<Value>& values, Key key = {}) {
  std::ranges::stable_sort(values, {}, key);
  const auto is_repeated = [&](const Value& a, const Value& b) {
    return std::invoke(key, a) == std::invoke(key, b);
  };
  values.erase(std::unique(values.begin(), values.end(), is_repeated), values.end());
}

}  // namespace waymark
