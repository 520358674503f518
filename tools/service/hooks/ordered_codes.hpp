#pragma once

#include <set>
#include <string_view>

#include "lang/model/model.hpp"

namespace waymark::service {

// Returns the actions that the draft orders of a Bundle are about, by their codes: those that have one of the
// codes, and the groups that these belong to. Display texts are not looked at.
std::set<model::ActionId> ordered_actions(const model::Model& model, std::string_view draft_orders);

}  // namespace waymark::service
