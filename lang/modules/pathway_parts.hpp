#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "lang/modules/module.hpp"

namespace waymark {

// What a site may speak of.
using PathwayPart =
    std::variant<ast::Recommendation*, ast::Contraindication*, ast::NoteStatement*, ast::Fact*,
                 ast::Parameter*, ast::Define*, ast::Score*, ast::Table*, ast::Action*>;

// The declarations and statements of a pathway by their names. Points into the pathway's files.
class PathwayParts {
 public:
  explicit PathwayParts(std::vector<ModuleFile>& files);

  // A statement by its id, else a value; an action only where there is neither, or where one is wanted.
  std::optional<PathwayPart> find(const std::string& name, bool wants_action) const;
  // Every name that can be found, for suggestions.
  std::vector<std::string> names() const;
  const std::map<std::string, ast::Action*>& actions() const { return actions_; }
  // The recommendations with their ids, in the order in which they stand.
  const std::vector<std::pair<std::string, ast::Recommendation*>>& recommendations() const {
    return recommendations_;
  }

 private:
  void add(ast::Item& item);
  void add(const std::string& section, ast::Block& block);
  void add(const std::string& section, ast::Branches& branches);

  std::map<std::string, PathwayPart> parts_;
  std::map<std::string, ast::Action*> actions_;
  std::vector<std::pair<std::string, ast::Recommendation*>> recommendations_;
};

}  // namespace waymark
