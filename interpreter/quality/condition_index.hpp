#pragma once

#include <unordered_map>
#include <vector>

#include "lang/model/model.hpp"

namespace waymark {

// Which statements have which condition.
class ConditionIndex {
 public:
  explicit ConditionIndex(const model::Model& model);

  // The statements whose condition is one of these: recommendations, contraindications, notes, each by index.
  std::vector<model::StatementReference> statements_with(const std::vector<model::ExprId>& conditions) const;

 private:
  std::unordered_map<model::ExprId, std::vector<model::StatementReference>> statements_;
};

}  // namespace waymark
