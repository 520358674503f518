#include "tools/api/open_answer.hpp"

namespace waymark {

OpenAnswer open_answer_of(Evaluator& evaluator, const Subject& subject) {
  auto open = open_answer(evaluator, subject);
  open.without_solver = is_open_condition(evaluator, subject);
  return open;
}

}  // namespace waymark
