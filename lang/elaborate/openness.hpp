#pragma once

#include <map>
#include <utility>
#include <vector>

#include "lang/elaborate/elaboration.hpp"

namespace waymark {

// Whether an action, or the choice of actions, is still open in spite of all contraindications.
class Openness {
 public:
  // The conditions of all contraindications must stand in the model.
  explicit Openness(Elaboration& context);

  // Adds to its conditions that an alternative of the recommendation is open: by its own condition, and
  // where the recommendation asks for its actions, by what they are contraindicated by.
  void restrict(model::Recommendation& recommendation);

  // The actions of a recommendation's target in the order in which they are written, each with the condition
  // that it is open: neither contraindicated nor ruled out by its own condition or with what it goes with.
  using Alternative = std::pair<const model::Target*, model::ExprId>;
  std::vector<Alternative> alternatives(const model::Recommendation& recommendation);

 private:
  using Contraindications = std::vector<model::ContraindicationId>;

  void append_alternatives(const model::Target& target, const std::vector<model::ExprId>& around, Span span,
                           std::vector<Alternative>& result);
  void append_contraindications(model::Recommendation& recommendation) const;
  Contraindications contraindications_of(model::ActionId action) const;
  model::ExprId open(const model::Target& target, Span span);
  model::ExprId open(model::ActionId action, Span span);
  model::ExprId open(const model::Choice& choice, Span span);
  std::vector<model::ExprId> none_of(const Contraindications& contraindications);
  void append_open_member(model::ActionId group, const Contraindications& of_group, Span span,
                          std::vector<model::ExprId>& conditions);
  model::ExprId one_open(const model::Choice& choice, Span span);
  model::ExprId all_open(const model::Choice& choice, Span span);
  model::ExprId left_out(model::ExprId when);
  model::ExprId all(std::vector<model::ExprId> operands, ast::LogicalOperator op, Span span);
  void drop_repeated(std::vector<model::ExprId>& operands) const;

  Elaboration& context_;
  std::map<model::ActionId, Contraindications> of_action_;
  bool asks_for_it_ = true;  // the recommendation that is looked at
};

}  // namespace waymark
