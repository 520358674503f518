#include "lang/modules/strike_actions.hpp"

#include <algorithm>
#include <utility>

namespace waymark {
namespace {

using Names = std::vector<ast::Name>;

}  // namespace

WithdrawnActions::WithdrawnActions(std::set<std::string> named,
                                   const std::map<std::string, ast::Action*>& actions)
    : withdrawn_{std::move(named)}, actions_{actions} {
  for (std::size_t before = 0; before != withdrawn_.size();) {
    before = withdrawn_.size();
    withdraw_groups();
  }
}

void WithdrawnActions::withdraw_groups() {
  for (const auto& [name, action] : actions_) {
    if (!action->members || action->members->empty()) continue;
    const auto is_withdrawn = [&](const ast::Name& member) { return withdrawn_.contains(member.text); };
    if (std::ranges::all_of(*action->members, is_withdrawn)) withdrawn_.insert(name);
    if (!withdrawn_.contains(name)) continue;
    for (const auto& member : *action->members) withdrawn_.insert(member.text);
  }
}

const Names* WithdrawnActions::members(const std::string& action) const {
  const auto found = actions_.find(action);
  return found != actions_.end() && found->second->members ? &*found->second->members : nullptr;
}

bool WithdrawnActions::concern(const ast::Target& target) const {
  const auto* name = std::get_if<ast::Name>(&target.node);
  if (!name) {
    return std::ranges::any_of(std::get<ast::Choice>(target.node).options,
                               [&](const ast::Target& option) { return concern(option); });
  }
  if (withdrawn_.contains(name->text)) return true;
  const auto* group = members(name->text);
  return group && std::ranges::any_of(*group, [&](const ast::Name& member) {
           return concern(ast::Target{.span = member.span, .node = member});
         });
}

bool WithdrawnActions::leave_something(const ast::Target& target) const {
  if (const auto* name = std::get_if<ast::Name>(&target.node)) return !withdrawn_.contains(name->text);
  const auto& choice = std::get<ast::Choice>(target.node);
  const auto is_left = [&](const ast::Target& option) { return leave_something(option); };
  return choice.kind == ast::ChoiceKind::one_of ? std::ranges::any_of(choice.options, is_left)
                                                : std::ranges::all_of(choice.options, is_left);
}

void WithdrawnActions::strike_from(ast::Target& target) const {
  if (!concern(target)) return;
  if (const auto* name = std::get_if<ast::Name>(&target.node)) {
    ast::Choice remaining{ast::ChoiceKind::one_of, {}};
    for (const auto& member : *members(name->text))
      remaining.options.push_back({.span = target.span, .node = member});
    target.node = std::move(remaining);
  }
  auto& options = std::get<ast::Choice>(target.node).options;
  std::erase_if(options, [&](const ast::Target& option) { return !leave_something(option); });
  for (auto& option : options) strike_from(option);
  if (options.size() > 1 || !options.front().steps.empty() || !options.front().when.empty()) return;
  auto only = std::move(options.front().node);
  target.node = std::move(only);
}

}  // namespace waymark
