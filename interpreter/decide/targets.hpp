#pragma once

#include <vector>

#include "lang/model/model.hpp"

namespace waymark {

// Which actions advice speaks of. Advice about a group counts for its members.

// Whether one asks for what the other asks against, whatever their targets are.
bool are_opposed(const model::Recommendation& a, const model::Recommendation& b);

// The action itself or a group that it belongs to.
bool is_or_contains(const model::Model& model, model::ActionId group, model::ActionId action);

// Whether one of `named` is the action or a group that it belongs to.
bool speaks_of(const model::Model& model, const std::vector<model::ActionId>& named, model::ActionId action);

// The actions of those alternatives of `one of` that the contraindicated actions rule out: an alternative
// that is `all of` several falls with one of them.
std::vector<model::ActionId> ruled_out_alternatives(const model::Model& model, const model::Target& target,
                                                    const std::vector<model::ActionId>& contraindicated);

}  // namespace waymark
