#include "tools/waymark/io/stop_watch.hpp"

#include <atomic>
#include <csignal>

namespace waymark {
namespace {

std::atomic<bool> is_interrupted = false;
static_assert(std::atomic<bool>::is_always_lock_free);  // a signal may set it

void interrupt(int) { is_interrupted = true; }

struct sigaction before {};

// The signal has its usual meaning again once it has come. Where it is ignored it stays so.
void listen_to_signal() {
  is_interrupted = false;
  struct sigaction action {};
  action.sa_handler = interrupt;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  ::sigaction(SIGINT, nullptr, &before);
  if (before.sa_handler != SIG_IGN) ::sigaction(SIGINT, &action, nullptr);
}

}  // namespace

StopWatch::StopWatch(prove::Stop& stop, std::optional<std::chrono::seconds> limit) : stop_{stop} {
  listen_to_signal();
  const auto now = std::chrono::steady_clock::now();
  thread_ = std::thread{[this, end = limit ? std::optional{now + *limit} : std::nullopt] { wait(end); }};
}

StopWatch::~StopWatch() {
  {
    const std::scoped_lock lock{mutex_};
    is_done_ = true;
  }
  changed_.notify_all();
  thread_.join();
  ::sigaction(SIGINT, &before, nullptr);
}

void StopWatch::wait(std::optional<std::chrono::steady_clock::time_point> end) {
  constexpr std::chrono::milliseconds period{50};
  std::unique_lock lock{mutex_};
  while (!is_done_) {
    changed_.wait_for(lock, period);
    const bool is_over = end && std::chrono::steady_clock::now() >= *end;
    if (is_over || is_interrupted) return stop_.ask();
  }
}

}  // namespace waymark
