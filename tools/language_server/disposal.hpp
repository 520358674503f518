#pragma once

#include <thread>
#include <utility>
#include <vector>

#include "tools/language_server/message_queue.hpp"
#include "tools/language_server/snapshot.hpp"

namespace waymark::lsp {

// Gives back the memory of pathways that are no more, on a thread of its own: that takes as long as compiling
// a part of them, and no keystroke should wait for it.
class Disposal {
 public:
  Disposal() : thread_{[this] { run(); }} {}
  ~Disposal() {
    replaced_.push({});
    thread_.join();
  }
  Disposal(const Disposal&) = delete;
  Disposal& operator=(const Disposal&) = delete;

  void take(std::vector<SnapshotPtr> replaced) {
    if (!replaced.empty()) replaced_.push(std::move(replaced));
  }

 private:
  // Ends at an empty list.
  void run() {
    while (!replaced_.pop().empty()) continue;
  }

  MessageQueue<std::vector<SnapshotPtr>> replaced_;
  std::thread thread_;
};

}  // namespace waymark::lsp
