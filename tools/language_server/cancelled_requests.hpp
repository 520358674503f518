#pragma once

#include <mutex>
#include <set>
#include <string>

#include "tools/language_server/message.hpp"

namespace waymark::lsp {

// The requests that the editor wants no answer to any more. Used by two threads: one reads ahead what the
// other answers in its order.
class CancelledRequests {
 public:
  void add(const Json& id) {
    const std::scoped_lock lock{mutex_};
    ids_.insert(id.dump());
  }
  // Returns whether the request is cancelled, and forgets it.
  bool take(const Json& id) {
    const std::scoped_lock lock{mutex_};
    return !ids_.empty() && ids_.erase(id.dump()) > 0;
  }
  // Forgets all of them, when nothing waits that they can be about.
  void clear() {
    const std::scoped_lock lock{mutex_};
    ids_.clear();
  }

 private:
  std::mutex mutex_;
  std::set<std::string> ids_;
};

}  // namespace waymark::lsp
