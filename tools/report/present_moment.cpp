#include "tools/report/present_moment.hpp"

#include <chrono>

namespace waymark {

Moment present_moment() {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return {.microseconds = std::chrono::floor<std::chrono::microseconds>(since_epoch).count(),
          .offset_minutes = 0};
}

}  // namespace waymark
