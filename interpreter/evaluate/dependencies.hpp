#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "lang/model/model.hpp"

namespace waymark {

// What the value of an expression is made of: its operands and, of a name, what the declaration says.
std::vector<model::ExprId> parts(const model::Model& model, model::ExprId expr);

// What an expression rests on directly, where it is the name of a fact or parameter.
std::optional<model::Input> named_input(const model::Operation& operation);

// The inputs below an expression, in short.
struct InputsBelow {
  std::optional<model::Input> one;  // if there is any
  bool several = false;             // there is another one than `one`
  bool facts = false;               // one of them is a fact

  bool any() const { return one.has_value(); }
  bool only(const model::Input& input) const { return one == input && !several; }
  // Whether there is another one than `input`.
  bool others_than(const model::Input& input) const { return several || (one && *one != input); }
  void add(const InputsBelow& other);
};

// The expressions that rest on one input.
class RestingExpressions {
 public:
  RestingExpressions(const model::Model& model, const model::Input& input,
                     std::vector<model::ExprId> expressions);

  const model::Input& input() const { return input_; }
  // Canonical; parts stand before what they are part of.
  const std::vector<model::ExprId>& expressions() const { return expressions_; }
  bool contains(model::ExprId expr) const { return known_.contains(model_[expr].canonical); }

 private:
  const model::Model& model_;
  model::Input input_;
  std::vector<model::ExprId> expressions_;
  std::unordered_set<model::ExprId> known_;
};

// Which facts and parameters expressions rest on, at any depth. Takes time and memory for the expressions
// that the roots are made of, not for the whole pathway.
class Dependencies {
 public:
  // The model must outlive it.
  Dependencies(const model::Model& model, const std::vector<model::ExprId>& roots);

  // All canonical expressions that the roots are made of; parts stand before what they are part of.
  const std::vector<model::ExprId>& expressions() const { return expressions_; }
  // All inputs that the roots rest on.
  const std::set<model::Input>& inputs() const { return inputs_; }
  // Of one of the expressions, or one with the same meaning.
  const InputsBelow& below(model::ExprId expr) const;
  // Those of the expressions that rest on the input.
  RestingExpressions resting_on(const model::Input& input) const;

 private:
  using Position = std::uint32_t;  // in `expressions_`

  void order(const std::vector<model::ExprId>& roots);
  void look_below(Position position);

  const model::Model& model_;
  std::vector<model::ExprId> expressions_;
  std::unordered_map<model::ExprId, Position> positions_;  // by canonical ExprId
  std::vector<InputsBelow> below_;                         // by position
  std::vector<std::vector<Position>> users_;               // by position: the expressions it is a part of
  std::map<model::Input, std::vector<Position>> named_;    // the expressions that are the name of an input
  std::set<model::Input> inputs_;
};

}  // namespace waymark
