#pragma once

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "lang/model/model.hpp"

namespace waymark {

// A list of inputs that is cheap to copy: all copies share it. Ten thousand statements under one condition
// need the same thousand facts.
class SharedInputs {
 public:
  SharedInputs() : SharedInputs{std::vector<model::Input>{}} {}
  SharedInputs(std::vector<model::Input> inputs)
      : list_{inputs.empty() ? nothing() : std::make_shared<const List>(std::move(inputs))} {}

  const std::vector<model::Input>& list() const { return *list_; }
  auto begin() const { return list_->begin(); }
  auto end() const { return list_->end(); }
  std::size_t size() const { return list_->size(); }
  bool empty() const { return list_->empty(); }

  friend bool operator==(const SharedInputs& a, const SharedInputs& b) {
    return a.list_ == b.list_ || *a.list_ == *b.list_;
  }

 private:
  using List = std::vector<model::Input>;

  static const std::shared_ptr<const List>& nothing() {
    static const auto empty = std::make_shared<const List>();
    return empty;
  }

  std::shared_ptr<const List> list_;
};

}  // namespace waymark
