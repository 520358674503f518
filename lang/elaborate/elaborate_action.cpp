#include <algorithm>
#include <array>

#include "lang/elaborate/elaboration.hpp"
#include "lang/model/groups.hpp"
#include "lang/syntax/slip_words.hpp"
#include "lang/text/suggest.hpp"

namespace waymark {
namespace {

using model::ActionId;
using model::ActionKind;

constexpr std::array kinds = {ActionKind::drug,        ActionKind::procedure,   ActionKind::support,
                              ActionKind::assessment,  ActionKind::monitoring,  ActionKind::referral,
                              ActionKind::specimen,    ActionKind::disposition, ActionKind::education,
                              ActionKind::immunization};

std::optional<ActionKind> find_kind(Elaboration& context, const ast::Name& name) {
  std::vector<std::string> names;
  for (const auto kind : kinds) {
    if (to_string(kind) == name.text) return kind;
    names.emplace_back(to_string(kind));
  }
  const auto known = slips::action_kind(name.text);
  context.diagnostics.report(name.span, diagnostics::unknown_kind, name.text)
      .help(fmt::format("the kinds are {}", fmt::join(names, ", ")))
      .did_you_mean(name.span, known ? known : nearest(name.text, names));
  return std::nullopt;
}

void add_members(Elaboration& context, ActionId group) {
  const auto& [module, declaration] = context.action_declarations[group];
  if (!declaration->members) return;
  context.model.actions[group].members = elaborate_action_list(context, module, *declaration->members);
}

// Every action below a group gets to know it.
void spread_group(Elaboration& context, ActionId group, const std::vector<ActionId>& members) {
  for (const auto member : members) {
    if (member == group) {
      auto& action = context.model.actions[group];
      context.diagnostics.report(action.span, diagnostics::circular_group, action.id);
      action.members.clear();
      return;
    }
    auto& groups = context.model.actions[member].groups;
    if (std::ranges::find(groups, group) != groups.end()) continue;
    groups.push_back(group);
    spread_group(context, group, context.model.actions[member].members);
  }
}

bool contains(const std::vector<ActionId>& actions, ActionId action) {
  return std::ranges::find(actions, action) != actions.end();
}

// A group belongs to every other one that has all its members, though that one does not name it. Of two with
// the same members the later one belongs to the earlier.
void add_larger_groups(model::Model& model, ActionId group) {
  if (model.actions[group].members.empty()) return;
  const auto members = model::single_actions(model, group);
  for (const auto larger : model.actions[members.front()].groups) {
    auto& groups = model.actions[group].groups;
    if (larger == group || contains(groups, larger) || contains(model.actions[larger].groups, group))
      continue;
    const bool has_all = std::ranges::all_of(
        members, [&](ActionId member) { return contains(model.actions[member].groups, larger); });
    if (has_all) groups.push_back(larger);
  }
}

}  // namespace

std::optional<ActionId> elaborate_action(Elaboration& context, ModuleIndex module, const ast::Name& name) {
  const auto symbol = resolve(context, module, NameSpace::action, name.text, name.span);
  if (!symbol) return std::nullopt;
  return symbol->index;
}

std::vector<ActionId> elaborate_action_list(Elaboration& context, ModuleIndex module,
                                            const std::vector<ast::Name>& names) {
  std::vector<ActionId> actions;
  for (const auto& name : names) {
    const auto action = elaborate_action(context, module, name);
    if (!action) continue;
    const bool doubled = std::ranges::find(actions, *action) != actions.end();
    if (doubled) context.diagnostics.report(name.span, diagnostics::doubled_member, name.text);
    if (!doubled) actions.push_back(*action);
  }
  return actions;
}

void elaborate_actions(Elaboration& context) {
  const auto count = static_cast<ActionId>(context.action_declarations.size());
  for (ActionId id = 0; id < count; ++id) {
    const auto kind = find_kind(context, context.action_declarations[id].declaration->kind);
    if (kind)
      context.model.actions[id].kind = *kind;
    else
      context.kindless_actions.insert(id);
  }
  for (ActionId id = 0; id < count; ++id) add_members(context, id);
  for (ActionId id = 0; id < count; ++id)
    spread_group(context, id, std::vector{context.model.actions[id].members});
  for (ActionId id = count; id-- > 0;) add_larger_groups(context.model, id);
}

}  // namespace waymark
