#pragma once

#include <vector>

#include "interpreter/dependencies.hpp"
#include "interpreter/evaluator.hpp"
#include "interpreter/representative_values.hpp"
#include "interpreter/subject.hpp"

namespace waymark {

// Where only some of what is known is looked at, `x is confirmed` must not be no because the rest is hidden:
// what a word of knowledge says then counts only if the values that are looked at lead to it.
class HiddenKnowledge {
 public:
  // All must outlive it.
  HiddenKnowledge(const model::Model& model, const Subject& subject, const Patient& patient, Moment at);

  // Of a patient of whom only the values of these variables are known; before anything is evaluated.
  void hide(Evaluator& some, const std::vector<Variable>& shown);

 private:
  bool is_same(Evaluator& some, model::ExprId expr, const std::vector<Variable>& shown);
  bool is_settled(Evaluator& some, model::ExprId expr, const std::vector<Variable>& shown);

  const model::Model& model_;
  Dependencies dependencies_;
  Evaluator all_;
  std::vector<Variable> known_;
  std::vector<model::ExprId> words_;  // words of knowledge; those inside others first
};

}  // namespace waymark
