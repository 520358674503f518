#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "interpreter/values/value.hpp"
#include "lang/model/model.hpp"

namespace waymark {

// Values by expression. Of a large pathway most are never asked for, so room is made for a block of them when
// the first one is there.
class ExpressionValues {
 public:
  explicit ExpressionValues(std::size_t expressions) : blocks_((expressions + block_size - 1) / block_size) {}

  // Null where there is none. It stays where it is.
  const Value* find(model::ExprId expr) const {
    const auto& block = blocks_[expr / block_size];
    if (!block) return nullptr;
    const auto& value = (*block)[expr % block_size];
    return value ? &*value : nullptr;
  }

  void set(model::ExprId expr, Value value) {
    auto& block = blocks_[expr / block_size];
    if (!block) block = std::make_unique<Block>();
    (*block)[expr % block_size] = std::move(value);
  }

 private:
  static constexpr std::size_t block_size = 32;
  using Block = std::array<std::optional<Value>, block_size>;

  std::vector<std::unique_ptr<Block>> blocks_;
};

}  // namespace waymark
