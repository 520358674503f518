#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "interpreter/input_names.hpp"
#include "lang/model.hpp"

namespace waymark::cohort {

// The facts that keys of documents mean. The documents of a file have their keys in one order, so the next
// key is most often the one that came behind the last one before.
class PlainNames {
 public:
  // The model must outlive it.
  explicit PlainNames(const model::Model& model) : names_{model} {}

  // A new document begins.
  void restart() { next_ = 0; }
  // nullopt where it means no fact, or several.
  std::optional<model::FactId> fact(std::string_view key);

 private:
  struct Key {
    std::string text;
    model::FactId fact = 0;
  };

  std::optional<model::FactId> looked_up(std::string_view key);

  InputNames names_;
  std::vector<Key> order_;                                  // as they came one behind the other
  std::size_t next_ = 0;                                    // in `order_`
  std::unordered_map<std::string, std::size_t> positions_;  // in `order_`
};

}  // namespace waymark::cohort
