#include "interpreter/decide/targets.hpp"

#include <algorithm>

#include "lang/model/groups.hpp"

namespace waymark {
namespace {

using model::ActionId;

void append_actions(const model::Target& target, std::vector<ActionId>& result) {
  const auto* choice = std::get_if<model::Choice>(&target.node);
  if (!choice) return result.push_back(std::get<ActionId>(target.node));
  for (const auto& option : choice->options) append_actions(option, result);
}

class RuledOut {
 public:
  RuledOut(const model::Model& model, const std::vector<ActionId>& contraindicated,
           const ConditionTruth& truth)
      : model_{model}, contraindicated_{contraindicated}, truth_{truth} {}

  void append_ruled_out(const model::Target& target, std::vector<ActionId>& result) const {
    const auto* choice = std::get_if<model::Choice>(&target.node);
    if (!choice) return append_ruled_out_members(std::get<ActionId>(target.node), result);
    for (const auto& option : choice->options) {
      const bool one_of = choice->kind == ast::ChoiceKind::one_of;
      const bool falls = is_left_out(option) || (one_of && is_ruled_out(option));
      falls ? append_actions(option, result) : append_ruled_out(option, result);
    }
  }

 private:
  void append_ruled_out_members(ActionId group, std::vector<ActionId>& result) const {
    if (model_.actions[group].members.empty()) return;
    for (const auto member : model::single_actions(model_, group)) {
      if (speaks_of(model_, contraindicated_, member)) result.push_back(member);
    }
  }

  // A group falls with the last of its members.
  bool is_ruled_out(ActionId action) const {
    const auto falls = [&](ActionId member) { return speaks_of(model_, contraindicated_, member); };
    return std::ranges::all_of(model::single_actions(model_, action), falls);
  }

  bool is_ruled_out(const model::Target& target) const {
    const auto* choice = std::get_if<model::Choice>(&target.node);
    if (!choice) return is_ruled_out(std::get<ActionId>(target.node));
    const auto left_out = [&](const model::Target& option) { return is_left_out(option); };
    const auto falls = [&](const model::Target& option) { return !left_out(option) && is_ruled_out(option); };
    if (std::ranges::all_of(choice->options, left_out)) return !choice->options.empty();
    const auto either = [&](const model::Target& option) { return left_out(option) || falls(option); };
    return choice->kind == ast::ChoiceKind::one_of ? std::ranges::all_of(choice->options, either)
                                                   : std::ranges::any_of(choice->options, falls);
  }

  bool is_left_out(const model::Target& option) const {
    return option.when && truth_(*option.when) == Truth::no;
  }

  const model::Model& model_;
  const std::vector<ActionId>& contraindicated_;
  const ConditionTruth& truth_;
};

}  // namespace

bool are_opposed(const model::Recommendation& a, const model::Recommendation& b) {
  const auto first = model::stance(a.modality, a.verb);
  const auto second = model::stance(b.modality, b.verb);
  return std::minmax(first, second) == std::minmax(model::Stance::asks_for, model::Stance::asks_against);
}

bool is_or_contains(const model::Model& model, ActionId group, ActionId action) {
  const auto& groups = model.actions[action].groups;
  return group == action || std::ranges::find(groups, group) != groups.end();
}

bool speaks_of(const model::Model& model, const std::vector<ActionId>& named, ActionId action) {
  return std::ranges::any_of(named, [&](ActionId group) { return is_or_contains(model, group, action); });
}

std::vector<ActionId> ruled_out_alternatives(const model::Model& model, const model::Target& target,
                                             const std::vector<ActionId>& contraindicated,
                                             const ConditionTruth& truth) {
  std::vector<ActionId> result;
  RuledOut{model, contraindicated, truth}.append_ruled_out(target, result);
  return result;
}

}  // namespace waymark
