#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>

namespace waymark::lsp {

// Hands values from one thread to another, in their order.
template <typename Value>
class MessageQueue {
 public:
  void push(Value value) {
    const std::scoped_lock lock{mutex_};
    values_.push_back(std::move(value));
    changed_.notify_one();
  }
  // Waits for the next value.
  Value pop() {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return !values_.empty(); });
    return take();
  }
  // Returns nullopt where none came in that time.
  std::optional<Value> pop(std::chrono::milliseconds most) {
    std::unique_lock lock{mutex_};
    if (!changed_.wait_for(lock, most, [&] { return !values_.empty(); })) return std::nullopt;
    return take();
  }
  bool is_empty() {
    const std::scoped_lock lock{mutex_};
    return values_.empty();
  }

 private:
  Value take() {
    auto result = std::move(values_.front());
    values_.pop_front();
    return result;
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Value> values_;
};

}  // namespace waymark::lsp
