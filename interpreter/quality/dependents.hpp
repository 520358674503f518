#pragma once

#include <vector>

#include "lang/model/model.hpp"

namespace waymark {

// Which expressions are made of others: the way back from `parts`.
class Dependents {
 public:
  explicit Dependents(const model::Model& model);

  // Everything whose value rests on one of the targets, through all names, and the targets themselves. Each
  // once.
  std::vector<model::ExprId> resting_on(const std::vector<model::ExprId>& targets) const;

 private:
  std::vector<std::vector<model::ExprId>> users_;  // by ExprId
};

}  // namespace waymark
