#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "interpreter/replay/replay.hpp"

namespace waymark {

// What is to be looked at, when and because of what.
class Agenda {
 public:
  struct Item {
    Cause cause;
    const Watched* affected;  // whom it may change
  };
  struct Entry {
    Moment at;
    std::vector<Item> items;
  };

  // Only what lies after `begin` and not behind `end` is kept.
  Agenda(const Moment& begin, const Moment& end) : begin_{begin}, end_{end} {}

  void add(const Moment& at, const Cause& cause, const Watched& affected);
  // The earliest entry, which is taken out; nullopt where there is none.
  std::optional<Entry> next();

 private:
  Moment begin_, end_;
  std::map<std::int64_t, std::vector<Item>> items_;  // by microseconds
};

bool is_same_cause(const Cause& a, const Cause& b);

// When so long a time behind an instant has passed: exactly and a second later, and of what counts by the day
// the first moments of its day and of the next.
std::vector<Moment> turns_behind(const Moment& from, const Quantity& time, const Moment& at);

}  // namespace waymark
