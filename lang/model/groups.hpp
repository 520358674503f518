#pragma once

#include <vector>

#include "lang/model/model.hpp"

namespace waymark::model {

// What a group comes down to, through the groups in it: the actions without members, each once; of an action
// without members itself.
std::vector<ActionId> single_actions(const Model& model, ActionId action);

}  // namespace waymark::model
