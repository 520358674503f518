#pragma once

#include "interpreter/explain/explanation.hpp"

namespace waymark::prove {

// What is exactly open of an answer that is yes, no or unknown (question Q11); of any other, and where the
// formulas cannot say, what evaluation leaves open.
OpenAnswer exactly_open_answer(Evaluator& evaluator, const Subject& subject);

}  // namespace waymark::prove
