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

// Where it stands in one of both models; of a dose that is a range, `high` is its other end.
struct ObservedPlace {
  model::ExprId value;
  std::optional<model::ExprId> high = std::nullopt;
};

// A statement, a dose, or an expression of which a scenario may expect something, in a pathway and in a
// changed copy.
struct Observed {
  ObservedPlace original, copy;
  std::string name;  // of a statement or definition
  ObservedKind kind = ObservedKind::expression;
  std::string action = {};                     // of a dose: whose it is, where a choice has several
  model::RecommendationId recommendation = 0;  // of a progress
};

// What of a pathway rests on `affected`: its statements and their first doses; of a library, which has none,
// what it defines and what its scenarios ask. `conditions` are those of `model`.
std::vector<Observed> observed(const model::Model& model, const ConditionIndex& conditions,
                               const model::Model& copy, const Sources& sources,
                               const std::vector<model::ExprId>& affected);

// Whether something else comes out of the changed copy, that a scenario can expect.
bool differs(Evaluator& original, Evaluator& copy, const Observed& observed);

// The scenario that the witness makes: it expects what comes out of each of `observed`. Empty where no
// scenario can expect anything of them.
std::string scenario_of(const model::Model& model, const Witness& witness,
                        const std::vector<Observed>& observed);

}  // namespace waymark
