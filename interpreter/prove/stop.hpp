#pragma once

#include <functional>
#include <mutex>
#include <utility>

namespace waymark::prove {

// Ends a proof from another thread. What is asked of the solver then is given up, and so is what comes after
// it; what was found before stays found.
class Stop {
 public:
  // Any thread may ask, at any time, and again: what the solver has not begun to listen to is heard the next
  // time.
  void ask() {
    const std::scoped_lock lock{mutex_};
    is_asked_ = true;
    if (interrupt_) interrupt_();
  }
  bool is_asked() const {
    const std::scoped_lock lock{mutex_};
    return is_asked_;
  }

  // While it lives, `ask` calls a function that interrupts what is being worked out.
  class Listening {
   public:
    Listening(Stop* stop, std::function<void()> interrupt) : stop_{stop} { listen(std::move(interrupt)); }
    ~Listening() { listen({}); }
    Listening(const Listening&) = delete;
    Listening& operator=(const Listening&) = delete;

   private:
    void listen(std::function<void()> interrupt) {
      if (!stop_) return;
      const std::scoped_lock lock{stop_->mutex_};
      stop_->interrupt_ = std::move(interrupt);
    }
    Stop* stop_;
  };

 private:
  mutable std::mutex mutex_;
  bool is_asked_ = false;
  std::function<void()> interrupt_;
};

}  // namespace waymark::prove
