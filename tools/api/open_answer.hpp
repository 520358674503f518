#pragma once

#include "interpreter/explain/explanation.hpp"

namespace waymark {

// Returns what is open of the answer: exactly where there is a solver (open_answer_exact.cpp); without one
// what evaluation leaves open, which says so (open_answer_alone.cpp). A build has one of the two.
OpenAnswer open_answer_of(Evaluator& evaluator, const Subject& subject);

}  // namespace waymark
