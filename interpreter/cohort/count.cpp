#include "interpreter/cohort/count.hpp"

#include <algorithm>

#include "lang/model/regimen.hpp"

namespace waymark::cohort {

namespace {

void add(std::vector<StatementCount>& counts, const std::vector<StatementCount>& later) {
  for (std::size_t i = 0; i < counts.size(); ++i) {
    std::ranges::transform(counts[i].patients, later[i].patients, counts[i].patients.begin(), std::plus{});
    for (const auto& [input, patients] : later[i].missing) counts[i].missing[input] += patients;
  }
}

void add_named(PropertyCount& count, const std::string& patient) {
  if (count.first.size() < most_named_patients) count.first.push_back(patient);
}

}  // namespace

std::size_t input_index(const model::Model& model, const model::Input& input) {
  if (const auto* fact = std::get_if<0>(&input)) return *fact;
  return model.facts.size() + std::get<1>(input);
}

model::Input input_at(const model::Model& model, std::size_t index) {
  const auto facts = model.facts.size();
  if (index < facts) return model::Input{std::in_place_index<0>, static_cast<model::FactId>(index)};
  return model::Input{std::in_place_index<1>, static_cast<model::ParameterId>(index - facts)};
}

Count empty_count(const model::Model& model, const StatementConditions& conditions) {
  Count count;
  if (!model.applies.empty()) count.applies.emplace();
  count.conditions.resize(conditions.first_statements().size());
  count.doses.resize(model::dose_places(model).size());
  for (const auto& contraindication : model.contraindications) {
    for (const auto action : contraindication.actions) count.actions.try_emplace(action);
  }
  count.properties.resize(model.properties.size());
  for (model::FactId fact = 0; fact < model.facts.size(); ++fact) {
    if (model.facts[fact].is_plausible) count.questioned.try_emplace(fact);
  }
  return count;
}

void add(std::optional<ApplicabilityCount>& count, const std::optional<ApplicabilityCount>& later) {
  if (!count || !later) return;
  count->yes += later->yes;
  count->no += later->no;
  count->unknown += later->unknown;
}

void add(Count& count, const Count& later) {
  count.patients += later.patients;
  add(count.applies, later.applies);
  add(count.conditions, later.conditions);
  for (std::size_t i = 0; i < count.doses.size(); ++i) add(count.doses[i], later.doses[i]);
  for (const auto& [action, patients] : later.actions) {
    count.actions[action].contraindicated += patients.contraindicated;
    count.actions[action].perhaps += patients.perhaps;
  }
  for (const auto& [conflict, patients] : later.conflicts) count.conflicts[conflict] += patients;
  for (const auto& [fact, patients] : later.questioned) count.questioned[fact] += patients;
  for (std::size_t i = 0; i < count.properties.size(); ++i) {
    count.properties[i].patients += later.properties[i].patients;
    for (const auto& patient : later.properties[i].first) add_named(count.properties[i], patient);
  }
}

}  // namespace waymark::cohort
