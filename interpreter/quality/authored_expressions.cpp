#include "interpreter/quality/authored_expressions.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <variant>

#include "interpreter/quality/dependents.hpp"

namespace waymark {
namespace {

using model::ExprId;

void append_guards(const model::Block& block, std::vector<Guard>& result) {
  for (const auto& item : block.items) {
    const auto* branches = std::get_if<ast::Box<model::Branches>>(&item);
    if (!branches) continue;
    for (const auto& branch : (*branches)->branches) {
      result.push_back({branch.guard, true});
      append_guards(branch.body, result);
    }
    if ((*branches)->otherwise) append_guards(*(*branches)->otherwise, result);
    if ((*branches)->if_unknown) append_guards(*(*branches)->if_unknown, result);
  }
}

void append_guards(const model::Model& model, const model::StatementBase& statement,
                   std::vector<Guard>& result) {
  if (is_withdrawn(statement)) return;
  for (const auto& each : statement.conditions) {
    if (each.kind == model::ConditionKind::own_when || each.kind == model::ConditionKind::requires_known)
      result.push_back({each.expr, true});
    if (each.kind != model::ConditionKind::until) continue;
    const auto* negation = std::get_if<model::Not>(&model[each.expr].operation);
    result.push_back(negation ? Guard{negation->operand, false} : Guard{each.expr, true});
  }
}

// The conditions of alternatives.
void append_guards(const model::Target& target, std::vector<Guard>& result) {
  if (target.when) result.push_back({*target.when, true});
  const auto* choice = std::get_if<model::Choice>(&target.node);
  if (!choice) return;
  for (const auto& option : choice->options) append_guards(option, result);
}

class AuthoredExpressions {
 public:
  explicit AuthoredExpressions(const model::Model& model) : model_{model} {}

  std::vector<ExprId> collect() {
    for (const auto& expression : model_.expressions) {
      if (const auto* call = std::get_if<model::DefineCall>(&expression.operation)) ++bodies_[call->body];
    }
    for (const auto& guard : guards(model_)) add(guard.expr);
    for (const auto& recommendation : model_.recommendations) {
      for (const auto* dose : doses_of(recommendation)) add(*dose);
      if (has_deadline(recommendation)) add(recommendation.within->time);
    }
    for (const auto& define : model_.defines) {
      if (is_own(model_, define) && define.value) add(*define.value);
    }
    for (const auto& score : model_.scores) {
      if (is_own(model_, score)) add(score);
    }
    for (const auto& expression : model_.expressions) {
      const auto* call = std::get_if<model::DefineCall>(&expression.operation);
      if (call && is_own(model_, model_.defines[call->define])) add(call->body);
    }
    std::erase_if(found_, [&](ExprId expr) { return is_in_scenario(expr); });
    return {found_.begin(), found_.end()};
  }

 private:
  // The arguments of a call stand in its body.
  bool is_in_scenario(ExprId expr) const {
    const auto span = model_[expr].span;
    return std::ranges::any_of(model_.scenarios, [&](const model::Scenario& scenario) {
      return scenario.span.file == span.file && scenario.span.begin <= span.begin &&
             span.end <= scenario.span.end;
    });
  }

  // What a dose is limited and rounded to.
  void add(const model::Dose& dose) {
    for (const auto limit : dose.at_least) add(limit);
    for (const auto limit : dose.at_most) add(limit);
    if (dose.step) add(*dose.step);
  }

  void add(const model::ExprRange& range) {
    add(range.low);
    if (range.high) add(*range.high);
  }

  void add(const model::Score& score) {
    for (const auto& row : score.rows) {
      for (const auto& alternative : row.alternatives) add(alternative.when);
    }
  }

  void add(ExprId expr) {
    if (!found_.insert(expr).second) return;
    const auto& operation = model_[expr].operation;
    if (const auto* call = std::get_if<model::DefineCall>(&operation)) return add(*call);
    for (const auto operand : model::operands(operation)) add(operand);
  }

  // Calls with the same arguments share one body, in which those of one of them stand: changing an argument
  // of one call would change the others, or nothing.
  void add(const model::DefineCall& call) {
    if (bodies_[call.body] > 1) return;
    for (const auto argument : call.arguments) add(argument);
  }

  const model::Model& model_;
  std::set<ExprId> found_;
  std::map<ExprId, int> bodies_;  // how many calls have each
};

}  // namespace

std::vector<Guard> guards(const model::Model& model) {
  std::vector<Guard> result;
  for (const auto expr : model.applies) result.push_back({expr, true});
  for (const auto& section : model.sections) {
    if (section.guard) result.push_back({*section.guard, true});
    append_guards(section.body, result);
  }
  for (const auto& statement : model.recommendations) {
    append_guards(model, statement, result);
    append_guards(statement.target, result);
    if (statement.done) result.push_back({*statement.done, false});
  }
  for (const auto& statement : model.contraindications) append_guards(model, statement, result);
  for (const auto& statement : model.notes) append_guards(model, statement, result);
  return result;
}

bool is_own(const model::Model& model, const model::Declaration& declaration) {
  return declaration.library == (model.is_library ? model.id : "");
}

std::vector<ExprId> own_expressions(const model::Model& model) {
  return AuthoredExpressions{model}.collect();
}

std::vector<bool> resting_on(const model::Model& model, const std::vector<ExprId>& targets) {
  std::vector<bool> rests(model.expressions.size());
  for (const auto expr : Dependents{model}.resting_on(targets)) rests[expr] = true;
  return rests;
}

}  // namespace waymark
