#include "tools/service/feedback_store.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <sqlite3.h>
#include <stdexcept>

#include <fmt/format.h>

namespace waymark::service {
namespace {

constexpr std::size_t most_waiting = 100'000;
constexpr std::chrono::milliseconds write_pause{100};

constexpr auto store_schema = R"(
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS card (
    uuid TEXT NOT NULL, pathway TEXT NOT NULL, statement TEXT NOT NULL, first_shown INTEGER NOT NULL,
    shown INTEGER NOT NULL, PRIMARY KEY (uuid, pathway)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS feedback (
    card TEXT NOT NULL, pathway TEXT NOT NULL, outcome TEXT NOT NULL, reason TEXT NOT NULL,
    suggestions INTEGER NOT NULL, time TEXT NOT NULL, PRIMARY KEY (card, pathway, time, outcome)) WITHOUT ROWID;
)";

std::string reason_of(sqlite3* database) { return sqlite3_errmsg(database); }

std::unique_ptr<sqlite3, int (*)(sqlite3*)> opened(const std::string& file, int flags) {
  sqlite3* database = nullptr;
  const bool is_open = sqlite3_open_v2(file.c_str(), &database, flags, nullptr) == SQLITE_OK;
  std::unique_ptr<sqlite3, int (*)(sqlite3*)> result{database, sqlite3_close_v2};
  if (!is_open) throw std::runtime_error{fmt::format("{}: {}", file, reason_of(database))};
  sqlite3_busy_timeout(database, 5000);
  return result;
}

// A statement in SQL; texts and numbers are bound in their order.
class Statement {
 public:
  Statement(sqlite3* database, std::string_view sql) : database_{database} {
    if (sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &statement_, nullptr) !=
        SQLITE_OK)
      throw std::runtime_error{reason_of(database)};
  }
  ~Statement() { sqlite3_finalize(statement_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  Statement& bind(std::string_view text) {
    sqlite3_bind_text(statement_, ++bound_, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
    return *this;
  }
  Statement& bind(std::int64_t number) {
    sqlite3_bind_int64(statement_, ++bound_, number);
    return *this;
  }
  // Whether there is a row.
  bool step() {
    const int result = sqlite3_step(statement_);
    if (result != SQLITE_ROW && result != SQLITE_DONE) throw std::runtime_error{reason_of(database_)};
    return result == SQLITE_ROW;
  }
  void run_again() {
    step();
    sqlite3_reset(statement_);
    bound_ = 0;
  }
  std::string text(int column) const {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    return text ? text : "";
  }
  std::int64_t number(int column) const { return sqlite3_column_int64(statement_, column); }

 private:
  sqlite3* database_;
  sqlite3_stmt* statement_ = nullptr;
  int bound_ = 0;
};

// All of it or nothing.
class Transaction {
 public:
  explicit Transaction(sqlite3* database) : database_{database} { execute("BEGIN IMMEDIATE"); }
  ~Transaction() {
    if (!is_done_) sqlite3_exec(database_, "ROLLBACK", nullptr, nullptr, nullptr);
  }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit() {
    execute("COMMIT");
    is_done_ = true;
  }

 private:
  void execute(const char* sql) {
    if (sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
      throw std::runtime_error{reason_of(database_)};
  }

  sqlite3* database_;
  bool is_done_ = false;
};

}  // namespace

FeedbackStore::FeedbackStore(const std::string& file)
    : database_{opened(file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)} {
  if (sqlite3_exec(database_.get(), store_schema, nullptr, nullptr, nullptr) != SQLITE_OK)
    throw std::runtime_error{fmt::format("{}: {}", file, reason_of(database_.get()))};
  writer_ = std::thread{[this] { write_on(); }};
}

FeedbackStore::~FeedbackStore() {
  {
    const std::lock_guard lock{mutex_};
    ends_ = true;
  }
  changed_.notify_all();
  writer_.join();
}

void FeedbackStore::note_shown(const std::string& pathway, const std::vector<ShownCard>& cards,
                               std::int64_t time) {
  const std::lock_guard lock{mutex_};
  if (waiting_.size() + cards.size() > most_waiting) return;  // counts are not worth the memory
  for (const auto& card : cards) waiting_.push_back({pathway, card, time});
  changed_.notify_all();
}

// Many at once: each transaction waits for the disk.
void FeedbackStore::write_on() {
  for (;;) {
    std::vector<Shown> batch;
    bool is_last = false;
    {
      std::unique_lock lock{mutex_};
      changed_.wait(lock, [&] { return !waiting_.empty() || ends_; });
      changed_.wait_for(lock, write_pause, [&] { return ends_; });
      batch.swap(waiting_);
      is_last = ends_;
    }
    try {
      write(batch);
    } catch (const std::runtime_error&) {
      // Counts that could not be written are lost; no request fails because of them.
    }
    if (is_last) return;
  }
}

void FeedbackStore::write(const std::vector<Shown>& shown) {
  const std::lock_guard lock{database_mutex_};
  Transaction transaction{database_.get()};
  Statement insert{database_.get(),
                   "INSERT INTO card VALUES (?, ?, ?, ?, 1) "
                   "ON CONFLICT (uuid, pathway) DO UPDATE SET shown = shown + 1"};
  for (const auto& each : shown)
    insert.bind(each.card.uuid).bind(each.pathway).bind(each.card.statement).bind(each.time).run_again();
  transaction.commit();
}

bool FeedbackStore::keep(const std::string& pathway, const std::vector<CardFeedback>& feedback) {
  try {
    const std::lock_guard lock{database_mutex_};
    Transaction transaction{database_.get()};
    Statement insert{database_.get(), "INSERT OR IGNORE INTO feedback VALUES (?, ?, ?, ?, ?, ?)"};
    for (const auto& each : feedback) {
      insert.bind(each.card).bind(pathway).bind(each.accepted ? "accepted" : "overridden").bind(each.reason);
      insert.bind(static_cast<std::int64_t>(each.suggestions.size())).bind(each.time).run_again();
    }
    transaction.commit();
    return true;
  } catch (const std::runtime_error&) {
    return false;
  }
}

namespace {

using CountsByStatement = std::map<std::pair<std::string, std::string>, FeedbackCount>;

FeedbackCount& count_of(CountsByStatement& counts, const std::string& pathway, const std::string& statement) {
  auto& result = counts[{pathway, statement}];
  result.pathway = pathway;
  result.statement = statement;
  return result;
}

void read_shown(sqlite3* database, CountsByStatement& counts) {
  Statement rows{database, "SELECT pathway, statement, SUM(shown) FROM card GROUP BY pathway, statement"};
  while (rows.step()) count_of(counts, rows.text(0), rows.text(1)).shown = rows.number(2);
}

// Of cards that the store has seen; others are nobody's.
void read_outcomes(sqlite3* database, CountsByStatement& counts) {
  Statement rows{database,
                 "SELECT card.pathway, card.statement, feedback.outcome, feedback.reason, COUNT(*) "
                 "FROM feedback JOIN card ON card.uuid = feedback.card AND card.pathway = feedback.pathway "
                 "GROUP BY 1, 2, 3, 4 ORDER BY 5 DESC, 4"};
  while (rows.step()) {
    auto& count = count_of(counts, rows.text(0), rows.text(1));
    const bool accepted = rows.text(2) == "accepted";
    (accepted ? count.accepted : count.overridden) += rows.number(4);
    if (!accepted) count.reasons.push_back({rows.text(3), rows.number(4)});
  }
}

}  // namespace

std::vector<FeedbackCount> feedback_counts(const std::string& file) {
  const auto database = opened(file, SQLITE_OPEN_READONLY);
  CountsByStatement counts;
  try {
    read_shown(database.get(), counts);
    read_outcomes(database.get(), counts);
  } catch (const std::runtime_error& error) {
    throw std::runtime_error{fmt::format("{}: {}", file, error.what())};
  }
  std::vector<FeedbackCount> result;
  for (auto& [key, count] : counts) result.push_back(std::move(count));
  return result;
}

}  // namespace waymark::service
