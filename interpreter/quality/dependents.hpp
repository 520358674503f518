#pragma once

#include <map>
#include <set>
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
  // Everything whose value rests on one of the inputs.
  std::vector<model::ExprId> resting_on(const std::set<model::Input>& inputs) const;

 private:
  std::vector<std::vector<model::ExprId>> users_;             // by ExprId
  std::map<model::Input, std::vector<model::ExprId>> named_;  // the expressions that are the name of an input
};

}  // namespace waymark
