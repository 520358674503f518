#pragma once

#include <functional>
#include <vector>

#include "interpreter/values/truth.hpp"
#include "lang/model/model.hpp"

namespace waymark {

// Which actions advice speaks of. Advice about a group counts for its members.

// Whether one asks for what the other asks against, whatever their targets are.
bool are_opposed(const model::Recommendation& a, const model::Recommendation& b);

// The action itself or a group that it belongs to.
bool is_or_contains(const model::Model& model, model::ActionId group, model::ActionId action);

// Whether one of `named` is the action or a group that it belongs to.
bool speaks_of(const model::Model& model, const std::vector<model::ActionId>& named, model::ActionId action);

// Of the condition of an alternative, what it is for a patient.
using ConditionTruth = std::function<Truth(model::ExprId condition)>;

// The actions of those alternatives of `one of` that the contraindicated actions rule out, and of those whose
// own condition is no. An alternative that is `all of` several falls with one of them that is
// contraindicated; a part of it whose own condition is no is left out, and the alternative falls with the
// last of its parts.
std::vector<model::ActionId> ruled_out_alternatives(const model::Model& model, const model::Target& target,
                                                    const std::vector<model::ActionId>& contraindicated,
                                                    const ConditionTruth& truth);

}  // namespace waymark
