#pragma once

#include <map>
#include <set>
#include <string>

#include "lang/ast/ast.hpp"

namespace waymark {

// Actions that are not done at a site. A group is withdrawn with its members, and with the last of them.
class WithdrawnActions {
 public:
  WithdrawnActions(std::set<std::string> named, const std::map<std::string, ast::Action*>& actions);

  // Whether one of them stands in the target, also by its group.
  bool concern(const ast::Target& target) const;
  // Whether something of the target can still be done: `one of` falls with the last of its alternatives, `all
  // of` with the first of its parts.
  bool leave_something(const ast::Target& target) const;
  // Takes them out of a target of which something is left; of a group the other members remain. A choice of
  // one alternative that says nothing itself is that alternative.
  void strike_from(ast::Target& target) const;

 private:
  void withdraw_groups();
  const std::vector<ast::Name>* members(const std::string& action) const;

  std::set<std::string> withdrawn_;
  const std::map<std::string, ast::Action*>& actions_;
};

}  // namespace waymark
