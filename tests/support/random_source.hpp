#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <random>
#include <string>
#include <vector>

namespace waymark::generated {

// Where all randomness of a generated program comes from. It uses no distribution of the standard library,
// which may differ from one to another.
class RandomSource {
 public:
  explicit RandomSource(std::uint64_t seed) : engine_{seed} {}

  // Of 0, 1, ... count - 1.
  int below(int count) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(count)); }
  bool once_in(int count) { return below(count) == 0; }
  bool flip() { return once_in(2); }

  template <typename Value>
  const Value& one_of(const std::vector<Value>& values) {
    return values[static_cast<std::size_t>(below(static_cast<int>(values.size())))];
  }
  std::string one_of(std::initializer_list<const char*> values) {
    return *(values.begin() + below(static_cast<int>(values.size())));
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace waymark::generated
