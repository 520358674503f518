#include "interpreter/prove/exact_answer.hpp"

#include "interpreter/prove/exact_needs.hpp"

namespace waymark::prove {

OpenAnswer exactly_open_answer(Evaluator& evaluator, const Subject& subject) {
  if (!is_open_condition(evaluator, subject)) return open_answer(evaluator, subject);
  const auto condition = expression_of(evaluator.model(), subject);
  auto open = ExactNeeds{evaluator}.of(condition);
  OpenAnswer result{std::move(open.needs), std::nullopt};
  if (!open.settled) return result;
  Evaluator settled{evaluator.model(), evaluator.patient(), evaluator.at()};
  if (*open.settled != Truth::unknown) settled.assume(condition, *open.settled == Truth::yes);
  result.settled = answer(settled, subject);
  return result;
}

}  // namespace waymark::prove
