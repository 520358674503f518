#pragma once

#include <optional>
#include <string>
#include <vector>

#include "interpreter/evaluate/evaluator.hpp"
#include "interpreter/quality/condition_index.hpp"
#include "interpreter/search/witness.hpp"
#include "lang/text/source.hpp"

namespace waymark {

// What a scenario can expect something of.
enum class ObservedKind { statement, dose, expression, progress };

// A statement, the low end of a dose, or an expression that a scenario may expect to be true, in a pathway
// and in a changed copy.
struct Observed {
  model::ExprId original, copy;
  std::string name;  // of a statement or definition
  ObservedKind kind = ObservedKind::expression;
  std::string action = {};                     // of a dose: whose it is, where a choice has several
  std::optional<model::ExprId> high = {};      // of a dose that is a range
  model::RecommendationId recommendation = 0;  // of a progress
};

// What of a pathway rests on `affected`: its statements and their first doses; of a library, which has none,
// what it defines and what its scenarios ask. `conditions` are those of `model`.
std::vector<Observed> observed(const model::Model& model, const ConditionIndex& conditions,
                               const model::Model& copy, const Sources& sources,
                               const std::vector<model::ExprId>& affected);

// What comes out, as it is written in texts: of the pathway (`&Observed::original`) or, with an evaluator of
// that, of the changed copy.
std::string observed_value(Evaluator& evaluator, const Observed& observed, model::ExprId Observed::*side);
// Whether something else comes out of the changed copy, that a scenario can expect.
bool differs(Evaluator& original, Evaluator& copy, const Observed& observed);

// The scenario that the witness makes: it expects what comes out of each of `observed`. Empty where nothing
// is observed.
std::string scenario_of(const model::Model& model, const Witness& witness,
                        const std::vector<Observed>& observed);

}  // namespace waymark
