#include "interpreter/facts/input_names.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace waymark {

// Facts and parameters are both counted by a number, so `std::variant` tells them apart by its index alone.
static constexpr std::size_t is_fact = 0;
static constexpr std::size_t is_parameter = 1;

const model::Declaration& declaration(const model::Model& model, const model::Input& input) {
  if (input.index() == is_fact) return model.facts[std::get<is_fact>(input)];
  return model.parameters[std::get<is_parameter>(input)];
}

void InputNames::fill(Table& table) const {
  for (model::FactId i = 0; i < model_.facts.size(); ++i) {
    table.add(model_.facts[i], model::Input{std::in_place_index<is_fact>, i});
  }
  for (model::ParameterId i = 0; i < model_.parameters.size(); ++i) {
    table.add(model_.parameters[i], model::Input{std::in_place_index<is_parameter>, i});
  }
}

void InputNames::Table::add(const model::Declaration& declaration, model::Input input) {
  inputs.emplace(declaration.id, input);
  const auto point = declaration.id.rfind('.');
  if (point != declaration.id.npos) {
    bare.emplace(declaration.id.substr(point + 1), input);
  } else if (!declaration.library.empty()) {
    inputs.emplace(fmt::format("{}.{}", declaration.library, declaration.id), input);
  }
}

std::vector<model::Input> InputNames::find(std::string_view name) const {
  std::vector<model::Input> result;
  std::call_once(table_->is_filled, [this] { fill(*table_); });
  const auto& names = table_->inputs.contains(name) ? table_->inputs : table_->bare;
  const auto [first, last] = names.equal_range(name);
  for (auto entry = first; entry != last; ++entry) result.push_back(entry->second);
  return result;
}

std::string InputNames::name(const model::Input& input) const { return declaration(model_, input).id; }

std::vector<std::string> InputNames::facts() const {
  std::vector<std::string> result;
  for (const auto& fact : model_.facts) result.push_back(fact.id);
  return result;
}

std::vector<std::string> InputNames::parameters() const {
  std::vector<std::string> result;
  for (const auto& parameter : model_.parameters) result.push_back(parameter.id);
  return result;
}

}  // namespace waymark
