#include "interpreter/quality/dependents.hpp"

#include <unordered_set>

#include "interpreter/evaluate/dependencies.hpp"

namespace waymark {

using model::ExprId;

Dependents::Dependents(const model::Model& model) : users_(model.expressions.size()) {
  for (ExprId user = 0; user < users_.size(); ++user) {
    for (const auto part : parts(model, user)) users_[part].push_back(user);
    if (const auto input = named_input(model[user].operation)) named_[*input].push_back(user);
  }
}

std::vector<ExprId> Dependents::resting_on(const std::set<model::Input>& inputs) const {
  std::vector<ExprId> names;
  for (const auto& input : inputs) {
    const auto found = named_.find(input);
    if (found != named_.end()) names.insert(names.end(), found->second.begin(), found->second.end());
  }
  return resting_on(names);
}

std::vector<ExprId> Dependents::resting_on(const std::vector<ExprId>& targets) const {
  std::unordered_set<ExprId> seen;
  std::vector<ExprId> result;
  const auto add = [&](ExprId expr) {
    if (seen.insert(expr).second) result.push_back(expr);
  };
  for (const auto target : targets) add(target);
  for (std::size_t next = 0; next < result.size(); ++next) {
    for (const auto user : users_[result[next]]) add(user);
  }
  return result;
}

}  // namespace waymark
