#include "interpreter/evaluate/dependencies.hpp"

#include <utility>

namespace waymark {
namespace {

using model::ExprId;
using model::Input;

// The fact of which an operation looks at a reading: how long that counts may be a parameter's to say.
std::optional<model::FactId> fact_read(const model::Operation& operation) {
  if (const auto* fact = std::get_if<model::FactReference>(&operation)) return fact->fact;
  if (const auto* since = std::get_if<model::TimeSinceReading>(&operation)) return since->fact;
  return model::fact_of_readings(operation);
}

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
  } else if (const auto fact = fact_read(operation); fact && model.facts[*fact].validity) {
    result.push_back(*model.facts[*fact].validity);
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
  if (const auto* fact = std::get_if<model::UnrecordedIsNo>(&operation))
    return Input{std::in_place_index<0>, fact->fact};
  if (const auto* since = std::get_if<model::TimeSinceReading>(&operation))
    return Input{std::in_place_index<0>, since->fact};
  if (const auto fact = model::fact_of_readings(operation)) return Input{std::in_place_index<0>, *fact};
  if (const auto* parameter = std::get_if<model::ParameterReference>(&operation))
    return Input{std::in_place_index<1>, parameter->parameter};
  return std::nullopt;
}

void InputsBelow::add(const InputsBelow& other) {
  if (!other.one) return;
  several = several || other.several || (one && *one != *other.one);
  if (!one) one = other.one;
  facts = facts || other.facts;
}

RestingExpressions::RestingExpressions(const model::Model& model, const Input& input,
                                       std::vector<ExprId> expressions)
    : model_{model},
      input_{input},
      expressions_{std::move(expressions)},
      known_{expressions_.begin(), expressions_.end()} {}

Dependencies::Dependencies(const model::Model& model, const std::vector<ExprId>& roots) : model_{model} {
  order(roots);
  below_.resize(expressions_.size());
  users_.resize(expressions_.size());
  for (Position position = 0; position < expressions_.size(); ++position) look_below(position);
  for (const auto& [input, names] : named_) inputs_.insert(input);
}

// The parts have been looked at before.
void Dependencies::look_below(Position position) {
  const auto expr = expressions_[position];
  auto& below = below_[position];
  if (const auto named = named_input(model_[expr].operation)) {
    below = {named, false, named->index() == 0};
    named_[*named].push_back(position);
  }
  for (const auto part : parts(model_, expr)) {
    const auto its = positions_.at(model_[part].canonical);
    below.add(below_[its]);
    users_[its].push_back(position);
  }
}

const InputsBelow& Dependencies::below(ExprId expr) const {
  return below_[positions_.at(model_[expr].canonical)];
}

RestingExpressions Dependencies::resting_on(const Input& input) const {
  std::set<Position> found;
  std::vector<Position> pending;
  if (const auto names = named_.find(input); names != named_.end()) pending = names->second;
  while (!pending.empty()) {
    const auto next = pending.back();
    pending.pop_back();
    if (!found.insert(next).second) continue;
    pending.insert(pending.end(), users_[next].begin(), users_[next].end());
  }
  std::vector<ExprId> result;
  for (const auto position : found) result.push_back(expressions_[position]);
  return {model_, input, std::move(result)};
}

// However long a chain of definitions is, following it takes no more of the stack.
void Dependencies::order(const std::vector<ExprId>& roots) {
  std::unordered_set<ExprId> open;
  std::vector<ExprId> pending;
  const auto push = [&](ExprId expr) {
    if (!open.contains(model_[expr].canonical)) pending.push_back(model_[expr].canonical);
  };
  for (auto root = roots.rbegin(); root != roots.rend(); ++root) push(*root);
  while (!pending.empty()) {
    const auto expr = pending.back();
    if (open.insert(expr).second) {
      const auto below = parts(model_, expr);
      for (auto part = below.rbegin(); part != below.rend(); ++part) push(*part);
      continue;
    }
    pending.pop_back();
    const auto position = static_cast<Position>(expressions_.size());
    if (positions_.try_emplace(expr, position).second) expressions_.push_back(expr);
  }
}

}  // namespace waymark
