#pragma once

#include <set>
#include <vector>

#include "interpreter/evaluate/dependencies.hpp"
#include "interpreter/evaluate/evaluator.hpp"
#include "interpreter/evaluate/possible_truths.hpp"
#include "interpreter/search/representative_values.hpp"

namespace waymark {

// Where only some values are looked at, `x is confirmed` must not be no because the rest is hidden: what a
// word of knowledge says counts only if it says the same whatever the hidden values are.
class HiddenKnowledge {
 public:
  // Both must outlive it.
  HiddenKnowledge(const model::Model& model, const Dependencies& dependencies);

  // Lets the words of knowledge that another hidden value could turn be unknown in `some`, and gives them.
  // `some` is of a patient of whom nothing hidden is known; nothing has been evaluated yet.
  std::vector<model::ExprId> hide(Evaluator& some, const std::set<Variable>& hidden);

 private:
  bool names_hidden(const model::Operation& operation, const std::set<Variable>& hidden) const;
  bool rests_on_hidden(model::ExprId expr, const std::set<Variable>& hidden) const;
  bool stays_unknown(Evaluator& some, model::ExprId expr) const;
  TruthSet possible(Evaluator& some, model::ExprId expr) const;
  TruthSet possible_of(model::ExprId expr) const { return possible_[model_[expr].canonical]; }
  TruthSet possible_by_form(Evaluator& some, const model::Operation& operation) const;

  bool is_settled(Evaluator& some, const model::Operation& word) const;
  bool is_settled(Evaluator& some, const model::Knowledge& word) const;
  bool is_settled(Evaluator& some, const model::AnyKnown& word) const;
  bool is_settled(Evaluator& some, const model::FirstKnown& word) const;
  bool is_settled(const model::IfUnknown& word) const;

  const model::Model& model_;
  const Dependencies& dependencies_;
  bool has_words_;
  // By canonical expression. Of what is no condition: yes where it is known.
  std::vector<TruthSet> possible_;
  std::vector<bool> open_;  // whether a hidden value has a say in it
};

}  // namespace waymark
