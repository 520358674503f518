#pragma once

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "tools/service/hooks/cards.hpp"
#include "tools/service/hooks/feedback_request.hpp"

struct sqlite3;

namespace waymark::service {

// How often a card about something was shown, and what became of it.
struct FeedbackCount {
  std::string pathway, statement;  // statement: empty for what cannot be said yet
  std::int64_t shown = 0, accepted = 0, overridden = 0;
  struct Reason {
    std::string code;  // empty where none was given
    std::int64_t count = 0;
  };
  std::vector<Reason> reasons;  // of the overridden ones, the most frequent first
};

// Keeps which cards were shown and what became of them, in a file of SQLite with a write-ahead log. It holds
// ids of cards and statements, outcomes, codes of reasons and times: nothing of a patient. Safe to use from
// several threads.
class FeedbackStore {
 public:
  // Throws std::runtime_error with the reason where the file cannot be used.
  explicit FeedbackStore(const std::string& file);
  ~FeedbackStore();
  FeedbackStore(const FeedbackStore&) = delete;
  FeedbackStore& operator=(const FeedbackStore&) = delete;

  // Notes that the cards were shown at `time`, in seconds since 1970; written soon after, by a thread of its
  // own.
  void note_shown(const std::string& pathway, const std::vector<ShownCard>& cards, std::int64_t time);
  // Writes the feedback and returns whether it is kept now. What is said again of a card at the same time is
  // kept once.
  bool keep(const std::string& pathway, const std::vector<CardFeedback>& feedback);

 private:
  struct Shown {
    std::string pathway;
    ShownCard card;
    std::int64_t time;
  };

  void write_on();
  void write(const std::vector<Shown>& shown);

  std::mutex database_mutex_;
  std::unique_ptr<sqlite3, int (*)(sqlite3*)> database_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Shown> waiting_;
  bool ends_ = false;
  std::thread writer_;
};

// What a store holds, by pathway and statement; reads the file and writes nothing. Throws std::runtime_error
// with the reason where the file is no such store.
std::vector<FeedbackCount> feedback_counts(const std::string& file);

}  // namespace waymark::service
