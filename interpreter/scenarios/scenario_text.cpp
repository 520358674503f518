#include "interpreter/scenarios/scenario_text.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "interpreter/decide/subject.hpp"
#include "interpreter/facts/given_text.hpp"
#include "lang/format/format.hpp"
#include "lang/text/escaped_text.hpp"

namespace waymark {
namespace {

using model::Input;

const StatementOutcome& outcome_of(const Outcome& outcome, const model::StatementReference& reference) {
  if (reference.kind == model::StatementKind::recommendation) return outcome.recommendations[reference.index];
  if (reference.kind == model::StatementKind::note) return outcome.notes[reference.index];
  return outcome.contraindications[reference.index];
}

std::string expect_line(const InputNames& names, const std::string& id, const StatementOutcome& its) {
  if (its.status == Status::advised) return fmt::format("  expect {} advised\n", id);
  std::vector<std::string> needs;
  for (const auto& input : its.needs) needs.push_back(names.name(input));
  if (needs.empty()) return fmt::format("  expect {} undetermined\n", id);
  return fmt::format("  expect {} undetermined needs {}\n", id, fmt::join(needs, ", "));
}

}  // namespace

std::string laid_out(std::string scenario) {
  Sources sources;
  Diagnostics diagnostics;
  const auto file = sources.add("", scenario);
  return format(sources, file, diagnostics).value_or(std::move(scenario));
}

std::vector<std::string> given_lines(const model::Model& model, const InputNames& names, const Input& input,
                                     const Patient& patient) {
  const auto name = names.name(input);
  if (input.index() == 0) {
    const auto id = std::get<0>(input);
    if (patient.facts[id].empty() && is_in_doubt(patient, id)) return {name + " = unknown"};
    return lines_of_readings(name, patient.facts[id], model.facts[id].type, patient.at);
  }
  const auto id = std::get<1>(input);
  const auto& value = patient.parameters[id];
  if (!value) return {};
  return lines_of_readings(name, {{*value, std::nullopt, {}}}, model.parameters[id].type, patient.at);
}

std::vector<std::string> given_lines(const model::Model& model, const Patient& patient) {
  const InputNames names{model};
  std::vector<std::string> result;
  const auto append = [&](const Input& input) {
    for (auto& line : given_lines(model, names, input, patient)) result.push_back(std::move(line));
  };
  for (model::FactId i = 0; i < model.facts.size(); ++i) append(Input{std::in_place_index<0>, i});
  for (model::ParameterId i = 0; i < model.parameters.size(); ++i) append(Input{std::in_place_index<1>, i});
  return result;
}

std::string scenario_text(const model::Model& model, const std::string& name, const Patient& patient,
                          const Moment& at, const Outcome& outcome) {
  const InputNames names{model};
  auto result = fmt::format("scenario \"{}\" {{\n  at {}\n", escaped_text(name), to_string(at));
  auto seen = patient;
  seen.at = at;  // what is recorded until then is given
  for (const auto& line : given_lines(model, seen)) result += fmt::format("  given {}\n", line);
  for (const auto& each : statements(model)) {
    const auto& its = outcome_of(outcome, std::get<model::StatementReference>(each.node));
    if (its.status != Status::not_advised) result += expect_line(names, each.id, its);
  }
  for (const auto& conflict : outcome.conflicts) {
    result += fmt::format("  expect conflict {}, {}\n", model.recommendations[conflict.first].id,
                          model.recommendations[conflict.second].id);
  }
  return laid_out(result + "}\n");
}

}  // namespace waymark
