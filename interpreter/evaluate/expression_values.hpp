#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "interpreter/values/value.hpp"
#include "lang/model/model.hpp"

namespace waymark {

// Values by expression. Of a large pathway most are never asked for, so room is made for a block of them when
// the first one is there. What is there already, such as a reading, is referred to and not copied.
class ExpressionValues {
 public:
  explicit ExpressionValues(std::size_t expressions) : blocks_((expressions + block_size - 1) / block_size) {}

  // Null where there is none. It stays where it is.
  const Value* find(model::ExprId expr) const {
    const auto& block = blocks_[expr / block_size];
    return block ? (*block)[expr % block_size] : nullptr;
  }

  // `value` must outlive this.
  const Value& refer(model::ExprId expr, const Value& value) {
    auto& block = blocks_[expr / block_size];
    if (!block) block = std::make_unique<Block>();
    (*block)[expr % block_size] = &value;
    return value;
  }

  const Value& set(model::ExprId expr, Value value) { return refer(expr, kept(std::move(value))); }

 private:
  static constexpr std::size_t block_size = 64;
  using Block = std::array<const Value*, block_size>;

  // Room that has been taken is never moved.
  const Value& kept(Value value) {
    constexpr std::size_t values_at_once = 16;
    if (kept_.empty() || kept_.back().size() == kept_.back().capacity())
      kept_.emplace_back().reserve(values_at_once);
    return kept_.back().emplace_back(std::move(value));
  }

  std::vector<std::unique_ptr<Block>> blocks_;
  std::vector<std::vector<Value>> kept_;
};

}  // namespace waymark
