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
enum class ObservedKind { statement, dose, expression };

// A statement, the low end of a dose, or an expression that a scenario may expect to be true, in a pathway
// and in a changed copy.
struct Observed {
  model::ExprId original, copy;
  std::string name;  // of a statement or definition
  ObservedKind kind = ObservedKind::expression;
  std::string action = {};                 // of a dose: whose it is, where a choice has several
  std::optional<model::ExprId> high = {};  // of a dose that is a range
};

// What of a pathway rests on `affected`: its statements and their first doses; of a library, which has none,
// what it defines and what its scenarios ask. `conditions` are those of `model`.
std::vector<Observed> observed(const model::Model& model, const ConditionIndex& conditions,
                               const model::Model& copy, const Sources& sources,
                               const std::vector<model::ExprId>& affected);

// The value as it is written in texts.
std::string observed_value(Evaluator& evaluator, model::ExprId expr);

// The scenario that the witness makes: it expects what comes out of each of `observed`. Empty where nothing
// is observed.
std::string scenario_of(const model::Model& model, const Witness& witness,
                        const std::vector<Observed>& observed);

}  // namespace waymark
