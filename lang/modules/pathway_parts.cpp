#include "lang/modules/pathway_parts.hpp"

#include "lang/ast/statement_names.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark {

PathwayParts::PathwayParts(std::vector<ModuleFile>& files) {
  for (auto& file : files) {
    for (auto& item : file.own()->items) add(item);
  }
}

std::optional<PathwayPart> PathwayParts::find(const std::string& name, bool wants_action) const {
  const auto action = actions_.find(name);
  const auto part = parts_.find(name);
  if (action != actions_.end() && (wants_action || part == parts_.end())) return action->second;
  return part == parts_.end() ? std::nullopt : std::optional{part->second};
}

std::vector<std::string> PathwayParts::names() const {
  std::vector<std::string> result;
  for (const auto& [name, part] : parts_) result.push_back(name);
  for (const auto& [name, action] : actions_) result.push_back(name);
  return result;
}

void PathwayParts::add(ast::Item& item) {
  std::visit(overloaded{
                 [&](ast::Fact& node) { parts_.try_emplace(node.id.text, &node); },
                 [&](ast::Parameter& node) { parts_.try_emplace(node.id.text, &node); },
                 [&](ast::Define& node) { parts_.try_emplace(node.id.text, &node); },
                 [&](ast::Score& node) { parts_.try_emplace(node.id.text, &node); },
                 [&](ast::Table& node) { parts_.try_emplace(node.id.text, &node); },
                 [&](ast::Action& node) { actions_.try_emplace(node.id.text, &node); },
                 [&](ast::Section& node) { add(node.id.text, node.body); },
                 [](auto&) {},
             },
             item.node);
}

void PathwayParts::add(const std::string& section, ast::Block& block) {
  for (auto& item : block) {
    std::visit(overloaded{
                   [&](ast::Branches& node) { add(section, node); },
                   [&](ast::Recommendation& node) {
                     recommendations_.emplace_back(section + "." + ast::own_name(node), &node);
                     parts_.try_emplace(recommendations_.back().first, &node);
                   },
                   [&](auto& node) { parts_.try_emplace(section + "." + ast::own_name(node), &node); },
               },
               item.node);
  }
}

void PathwayParts::add(const std::string& section, ast::Branches& branches) {
  for (auto& branch : branches.branches) add(section, branch.body);
  if (branches.otherwise) add(section, *branches.otherwise);
  if (branches.if_unknown) add(section, *branches.if_unknown);
}

}  // namespace waymark
