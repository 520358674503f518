#include "interpreter/evaluate/dependencies.hpp"

namespace waymark {
namespace {

using model::ExprId;
using model::Input;

// What the declaration that an operation names is made of.
void append_declared(const model::Model& model, const model::Operation& operation,
                     std::vector<ExprId>& result) {
  if (const auto* define = std::get_if<model::DefineReference>(&operation)) {
    result.push_back(*model.defines[define->define].value);
  } else if (const auto* parameter = std::get_if<model::ParameterReference>(&operation)) {
    const auto& value = model.parameters[parameter->parameter].value;
    if (value) result.push_back(*value);
  } else if (const auto* score = std::get_if<model::ScoreReference>(&operation)) {
    for (const auto& row : model.scores[score->score].rows) {
      for (const auto& alternative : row.alternatives) result.push_back(alternative.when);
    }
  } else if (const auto* test = std::get_if<model::StatusTest>(&operation)) {
    result.push_back(model::statement(model, test->statement).condition);
  }
}

}  // namespace

std::vector<ExprId> parts(const model::Model& model, ExprId expr) {
  auto result = model::operands(model[expr].operation);
  append_declared(model, model[expr].operation, result);
  return result;
}

std::optional<Input> named_input(const model::Operation& operation) {
  if (const auto* fact = std::get_if<model::FactReference>(&operation))
    return Input{std::in_place_index<0>, fact->fact};
  if (const auto* since = std::get_if<model::TimeSinceReading>(&operation))
    return Input{std::in_place_index<0>, since->fact};
  if (const auto* parameter = std::get_if<model::ParameterReference>(&operation))
    return Input{std::in_place_index<1>, parameter->parameter};
  return std::nullopt;
}

Dependencies::Dependencies(const model::Model& model, const std::vector<ExprId>& roots)
    : model_{model}, inputs_(model.expressions.size()) {
  order(roots);
  for (const auto expr : expressions_) {
    auto& inputs = inputs_[expr];
    if (const auto named = named_input(model[expr].operation)) inputs.insert(*named);
    for (const auto part : parts(model, expr))
      inputs.insert(this->inputs(part).begin(), this->inputs(part).end());
  }
  for (const auto root : roots) all_.insert(inputs(root).begin(), inputs(root).end());
}

const std::set<Input>& Dependencies::inputs(ExprId expr) const { return inputs_[model_[expr].canonical]; }

// However long a chain of definitions is, following it takes no more of the stack.
void Dependencies::order(const std::vector<ExprId>& roots) {
  enum class State { unseen, open, done };
  std::vector<State> states(model_.expressions.size(), State::unseen);
  std::vector<ExprId> pending;
  const auto push = [&](ExprId expr) {
    if (states[model_[expr].canonical] == State::unseen) pending.push_back(model_[expr].canonical);
  };
  for (auto root = roots.rbegin(); root != roots.rend(); ++root) push(*root);
  while (!pending.empty()) {
    const auto expr = pending.back();
    if (states[expr] == State::unseen) {
      states[expr] = State::open;
      const auto below = parts(model_, expr);
      for (auto part = below.rbegin(); part != below.rend(); ++part) push(*part);
      continue;
    }
    pending.pop_back();
    if (states[expr] == State::open) expressions_.push_back(expr);
    states[expr] = State::done;
  }
}

}  // namespace waymark
