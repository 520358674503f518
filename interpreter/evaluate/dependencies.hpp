#pragma once

#include <optional>
#include <set>
#include <vector>

#include "lang/model/model.hpp"

namespace waymark {

// What the value of an expression is made of: its operands and, of a name, what the declaration says.
std::vector<model::ExprId> parts(const model::Model& model, model::ExprId expr);

// What an expression rests on directly, where it is the name of a fact or parameter.
std::optional<model::Input> named_input(const model::Operation& operation);

// Which facts and parameters expressions rest on, at any depth.
class Dependencies {
 public:
  // The model must outlive it.
  Dependencies(const model::Model& model, const std::vector<model::ExprId>& roots);

  // All canonical expressions that the roots are made of; parts stand before what they are part of.
  const std::vector<model::ExprId>& expressions() const { return expressions_; }
  const std::set<model::Input>& inputs(model::ExprId expr) const;
  bool rests_on(model::ExprId expr, const model::Input& input) const { return inputs(expr).contains(input); }
  // Of all roots together.
  const std::set<model::Input>& inputs() const { return all_; }

 private:
  void order(const std::vector<model::ExprId>& roots);

  const model::Model& model_;
  std::vector<model::ExprId> expressions_;
  std::vector<std::set<model::Input>> inputs_;  // by canonical ExprId
  std::set<model::Input> all_;
};

}  // namespace waymark
