#include "lang/model/groups.hpp"

namespace waymark::model {

std::vector<ActionId> single_actions(const Model& model, ActionId action) {
  std::vector<ActionId> result, pending{action};
  std::vector<bool> seen(model.actions.size());
  while (!pending.empty()) {
    const auto each = pending.back();
    pending.pop_back();
    if (seen[each]) continue;
    seen[each] = true;
    const auto& members = model.actions[each].members;
    if (members.empty()) result.push_back(each);
    pending.insert(pending.end(), members.rbegin(), members.rend());
  }
  return result;
}

}  // namespace waymark::model
