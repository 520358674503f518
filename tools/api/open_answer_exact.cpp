#include "interpreter/prove/exact_answer.hpp"
#include "tools/api/open_answer.hpp"

namespace waymark {

OpenAnswer open_answer_of(Evaluator& evaluator, const Subject& subject) {
  return prove::exactly_open_answer(evaluator, subject);
}

}  // namespace waymark
