#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "tools/language_server/findings.hpp"

namespace waymark::lsp {

// Runs scenarios and proofs on a thread of its own, after a pause in typing. A proof stops where
// there is something new.
class Background {
 public:
  // `found` is called on that thread: after the scenarios, again after the proofs, and where scenarios are
  // missing once more with them.
  explicit Background(std::function<void(Findings)> found);
  ~Background();
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;

  // Looks at these pathways next, in place of those that wait.
  void look_at(std::vector<SnapshotPtr> pathways);
  // Stops what is worked on, since the texts are others now.
  void stop();

 private:
  void run();
  std::optional<std::vector<SnapshotPtr>> next();
  bool is_current(std::size_t round);
  std::shared_ptr<prove::Stop> begin(std::size_t round);
  void stop_round();
  void look_at_one(const SnapshotPtr& pathway, std::size_t round);

  std::function<void(Findings)> found_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<SnapshotPtr> waiting_;
  std::size_t round_ = 0;              // how often there was something new
  std::shared_ptr<prove::Stop> stop_;  // of the round that is worked on; null where none is
  bool ends_ = false;
  std::thread thread_;
};

}  // namespace waymark::lsp
