#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "interpreter/facts/input_names.hpp"
#include "lang/model/model.hpp"

namespace waymark::cohort {

// With the quotation mark behind it. Longer ones are left to the careful reader.
inline constexpr std::size_t longest_plain_name = 64;

struct PlainName {
  std::string text;  // with the quotation mark behind it
  model::FactId fact = 0;
};

// The facts that keys of documents mean. The documents of a file have their keys in one order, so the next
// key is most often the one that came behind the last one before.
class PlainNames {
 public:
  // The model must outlive it.
  explicit PlainNames(const model::Model& model) : names_{model} {}

  // A new document begins.
  void restart() { next_ = 0; }
  // Of the key that begins here and ends before a quotation mark; `longest_plain_name` bytes are readable.
  // Null where it means no fact, or several.
  const PlainName* find(const char* key) {
    const auto end = std::min(order_.size(), next_ + most_left_out);
    for (auto at = next_; at < end; ++at) {
      const auto& expected = order_[at].text;
      if (std::memcmp(key, expected.data(), expected.size()) != 0) continue;
      next_ = at + 1;
      return &order_[at];
    }
    return look_up(key);
  }

 private:
  // So many keys in a row that one document may leave out before the next one is looked up.
  static constexpr std::size_t most_left_out = 4;

  const PlainName* look_up(const char* key);

  InputNames names_;
  std::vector<PlainName> order_;                            // as they came one behind the other
  std::size_t next_ = 0;                                    // in `order_`
  std::unordered_map<std::string, std::size_t> positions_;  // in `order_`
};

}  // namespace waymark::cohort
