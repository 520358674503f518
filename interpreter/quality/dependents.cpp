#include "interpreter/quality/dependents.hpp"

#include "interpreter/evaluate/dependencies.hpp"

namespace waymark {

using model::ExprId;

Dependents::Dependents(const model::Model& model) : users_(model.expressions.size()) {
  for (ExprId user = 0; user < users_.size(); ++user) {
    for (const auto part : parts(model, user)) users_[part].push_back(user);
  }
}

std::vector<ExprId> Dependents::resting_on(const std::vector<ExprId>& targets) const {
  std::vector<bool> seen(users_.size());
  std::vector<ExprId> result;
  const auto add = [&](ExprId expr) {
    if (!seen[expr]) result.push_back(expr);
    seen[expr] = true;
  };
  for (const auto target : targets) add(target);
  for (std::size_t next = 0; next < result.size(); ++next) {
    for (const auto user : users_[result[next]]) add(user);
  }
  return result;
}

}  // namespace waymark
