#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "interpreter/prove/stop.hpp"

namespace waymark {

// Ends a proof when its time is up or SIGINT comes, so that what was found until then is shown. A second
// SIGINT ends the program. One at a time.
class StopWatch {
 public:
  // `stop` must outlive it. Without a limit only SIGINT ends the proof.
  StopWatch(prove::Stop& stop, std::optional<std::chrono::seconds> limit);
  ~StopWatch();
  StopWatch(const StopWatch&) = delete;
  StopWatch& operator=(const StopWatch&) = delete;

 private:
  void wait(std::optional<std::chrono::steady_clock::time_point> end);

  prove::Stop& stop_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_done_ = false;
  std::thread thread_;
};

}  // namespace waymark
