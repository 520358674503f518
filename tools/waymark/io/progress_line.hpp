#pragma once

#include <chrono>
#include <cstdint>

namespace waymark {

// A line on standard error that says how far a long work is; on a terminal only. It is gone when the work is
// done.
class ProgressLine {
 public:
  explicit ProgressLine(bool is_shown) : is_shown_{is_shown} {}
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  // `bytes_in_all`: 0 where it is not known.
  void update(std::size_t patients, std::uint64_t bytes, std::uint64_t bytes_in_all);

 private:
  using Clock = std::chrono::steady_clock;

  const bool is_shown_;
  bool is_visible_ = false;
  const Clock::time_point begin_ = Clock::now();
  Clock::time_point last_ = begin_;
};

}  // namespace waymark
