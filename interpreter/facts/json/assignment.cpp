// Reads a parameter from the command line.
#include <string>
#include <utility>

#include "interpreter/facts/facts_problems.hpp"
#include "interpreter/facts/json/facts_json.hpp"
#include "interpreter/facts/json/json_document.hpp"
#include "interpreter/facts/json/value_json.hpp"
#include "interpreter/facts/name_resolver.hpp"
#include "lang/text/characters.hpp"

namespace waymark {

namespace {

std::vector<std::string> member_names(std::string_view text) {
  std::vector<std::string> result;
  std::string name;
  for (const char c : text) {
    const bool separates = c == ',' || c == ' ' || c == '{' || c == '}';
    if (!separates) name += c;
    if (separates && !name.empty()) result.push_back(std::exchange(name, {}));
  }
  if (!name.empty()) result.push_back(std::move(name));
  return result;
}

json::Node member_list(std::string_view text) {
  json::Array list;
  for (auto& name : member_names(text)) list.push_back({0, std::move(name)});
  return {0, std::move(list)};
}

// What is written behind `=` as the document would say it.
json::Node node_of(std::string text, TypeKind kind) {
  if (text == "unknown" || text == "null") return {0, json::Null{}};
  const bool takes_truth = kind == TypeKind::yes_no || kind == TypeKind::event;
  if (takes_truth && (text == "no" || text == "false")) return {0, false};
  if (takes_truth && (text == "yes" || text == "true")) return {0, true};
  if (kind == TypeKind::number && Decimal::parse(text)) return {0, json::NumberText{std::move(text)}};
  if (kind == TypeKind::any_of) return member_list(text);
  return {0, std::move(text)};
}

}  // namespace

std::variant<std::pair<model::ParameterId, Value>, FactsProblem> read_parameter(std::string_view assignment,
                                                                                const model::Model& model) {
  const InputNames names{model};
  FactsProblems problems;
  const auto equals = assignment.find('=');
  const std::string name{trimmed(assignment.substr(0, equals))};
  const FactsPlace place{name, 0};
  const bool is_assignment = equals != std::string_view::npos && !name.empty();
  if (!is_assignment) problems.report(place, diagnostics::facts_not_an_assignment, std::string{assignment});
  const auto id = is_assignment ? NameResolver{model, names, problems}.parameter(name, place) : std::nullopt;
  if (!id) return problems.take().front();
  const auto& declared = model.parameters[*id];
  const auto node = node_of(std::string{trimmed(assignment.substr(equals + 1))}, declared.type.kind);
  if (std::holds_alternative<json::Null>(node.value))
    return std::pair{*id, Value{Unknown{UnknownReason::not_set}}};
  ValueReader reader{model.units, 0, problems};
  auto given = reader.read(node, expected_value(declared, name), place);
  if (!given) return problems.take().front();
  return std::pair{*id, std::move(given->value)};
}

}  // namespace waymark
