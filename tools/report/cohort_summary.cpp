#include "tools/report/cohort_summary.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "interpreter/facts/input_names.hpp"
#include "lang/model/regimen.hpp"

namespace waymark {

namespace {

// What all summaries of one pathway's counts go by.
struct Pathway {
  const model::Model& model;
  InputNames names{model};
  cohort::StatementConditions conditions{model};
  std::vector<model::DosePlace> doses = model::dose_places(model);
};

std::shared_ptr<Missing> missing_of(const cohort::StatementCount& count, const Pathway& pathway) {
  auto result = std::make_shared<Missing>();
  for (const auto& [input, patients] : count.missing)
    (*result)[pathway.names.name(cohort::input_at(pathway.model, input))] = patients;
  return result;
}

DoseSummary summarize(const cohort::DoseCount& count, const model::DosePlace& place, const Pathway& pathway) {
  DoseSummary result{model::name_of(pathway.model, place),
                     to_string(*model::unit_of(pathway.model, place)),
                     place.dose->high.has_value(),
                     count.low,
                     count.high,
                     count.known,
                     count.unknown,
                     count.at_least,
                     count.at_most,
                     count.unrounded};
  for (const auto& [input, patients] : count.missing)
    result.missing[pathway.names.name(cohort::input_at(pathway.model, input))] = patients;
  return result;
}

GroupSummary summarize(const cohort::Count& count, const Pathway& pathway) {
  const auto& model = pathway.model;
  std::vector<std::shared_ptr<Missing>> missing;  // by condition
  for (const auto& each : count.conditions) missing.push_back(missing_of(each, pathway));
  const auto statements = [&](const auto& declared, model::StatementKind kind) {
    std::vector<StatementSummary> result;
    for (std::size_t i = 0; i < declared.size(); ++i) {
      const auto condition = pathway.conditions.of(kind, i);
      result.push_back({declared[i].id, count.conditions[condition].patients, missing[condition]});
    }
    return result;
  };
  GroupSummary result;
  result.patients = count.patients;
  result.applies = count.applies;
  result.recommendations = statements(model.recommendations, model::StatementKind::recommendation);
  for (std::size_t i = 0; i < pathway.doses.size(); ++i) {
    auto& doses = result.recommendations[pathway.doses[i].recommendation].doses;
    doses.push_back(summarize(count.doses[i], pathway.doses[i], pathway));
  }
  result.notes = statements(model.notes, model::StatementKind::note);
  result.contraindications = statements(model.contraindications, model::StatementKind::contraindication);
  for (const auto& [action, patients] : count.actions) result.actions[model.actions[action].id] = patients;
  for (const auto& [conflict, patients] : count.conflicts) {
    const auto& [first, second, action] = conflict;
    result.conflicts[{model.recommendations[first].id, model.recommendations[second].id,
                      model.actions[action].id}] = patients;
  }
  for (std::size_t i = 0; i < model.properties.size(); ++i)
    result.properties.push_back(
        {model.properties[i].text, count.properties[i].patients, count.properties[i].first});
  for (const auto& [fact, patients] : count.questioned)
    result.questioned[pathway.names.name(model::Input{std::in_place_index<0>, fact})] = patients;
  return result;
}

bool are_of_one_place(const DoseSummary& a, const DoseSummary& b) {
  return a.name == b.name && a.unit == b.unit && a.is_range == b.is_range;
}

bool are_the_same(const std::vector<StatementSummary>& a, const std::vector<StatementSummary>& b) {
  return std::ranges::equal(a, b, [](const StatementSummary& one, const StatementSummary& other) {
    return one.id == other.id && std::ranges::equal(one.doses, other.doses, are_of_one_place);
  });
}

void add(DoseSummary& dose, const DoseSummary& later) {
  dose.low.add(later.low);
  dose.high.add(later.high);
  dose.known += later.known;
  dose.unknown += later.unknown;
  dose.at_least += later.at_least;
  dose.at_most += later.at_most;
  dose.unrounded += later.unrounded;
  for (const auto& [name, patients] : later.missing) dose.missing[name] += patients;
}

// `added` are the lists that have grown already: statements share them.
void add(std::vector<StatementSummary>& statements, const std::vector<StatementSummary>& later,
         std::set<const Missing*>& added) {
  for (std::size_t i = 0; i < statements.size(); ++i) {
    auto& statement = statements[i];
    std::ranges::transform(statement.patients, later[i].patients, statement.patients.begin(), std::plus{});
    for (std::size_t dose = 0; dose < statement.doses.size(); ++dose)
      add(statement.doses[dose], later[i].doses[dose]);
    if (!added.insert(statement.missing.get()).second) continue;
    for (const auto& [name, patients] : *later[i].missing) (*statement.missing)[name] += patients;
  }
}

void add(PropertySummary& property, const PropertySummary& later) {
  property.patients += later.patients;
  for (const auto& patient : later.first) {
    if (property.first.size() < cohort::most_named_patients) property.first.push_back(patient);
  }
}

// False where they are not of the same statements and properties.
bool add(GroupSummary& group, const GroupSummary& later) {
  if (group.applies.has_value() != later.applies.has_value()) return false;
  if (!are_the_same(group.recommendations, later.recommendations) ||
      !are_the_same(group.notes, later.notes) ||
      !are_the_same(group.contraindications, later.contraindications) ||
      !std::ranges::equal(group.properties, later.properties, {}, &PropertySummary::text,
                          &PropertySummary::text))
    return false;
  group.patients += later.patients;
  cohort::add(group.applies, later.applies);
  std::set<const Missing*> added;
  add(group.recommendations, later.recommendations, added);
  add(group.notes, later.notes, added);
  add(group.contraindications, later.contraindications, added);
  for (const auto& [action, patients] : later.actions) {
    group.actions[action].contraindicated += patients.contraindicated;
    group.actions[action].perhaps += patients.perhaps;
  }
  for (const auto& [conflict, patients] : later.conflicts) group.conflicts[conflict] += patients;
  for (const auto& [fact, patients] : later.questioned) group.questioned[fact] += patients;
  for (std::size_t i = 0; i < group.properties.size(); ++i) add(group.properties[i], later.properties[i]);
  return true;
}

}  // namespace

CohortSummary summarize(const model::Model& model, const cohort::Part& part) {
  const Pathway pathway{model};
  CohortSummary result;
  result.id = model.id;
  result.title = model.title;
  result.version = model.version;
  if (model.site) result.adapts = {model.site->adapts, model.site->title, model.site->version};
  result.left_out_no = part.left_out_no;
  result.left_out_unknown = part.left_out_unknown;
  result.whole = summarize(part.whole, pathway);
  for (const auto& [value, count] : part.groups) result.groups[value] = summarize(count, pathway);
  return result;
}

std::optional<std::string> add(CohortSummary& summary, const CohortSummary& later) {
  if (summary.id != later.id || summary.version != later.version)
    return fmt::format("it is of {} {}, the ones before of {} {}", later.id, later.version, summary.id,
                       summary.version);
  if (summary.adapts != later.adapts) return "its site adapts another pathway than that of the ones before";
  if (summary.where != later.where || summary.group_by != later.group_by)
    return "it has another --where or --group-by than the ones before";
  if (summary.at != later.at || summary.now != later.now || summary.set != later.set)
    return "it has another --at, --now or --set than the ones before";
  if (!add(summary.whole, later.whole)) return "it has other statements than the ones before";
  for (const auto& [value, group] : later.groups) {
    const auto [mine, is_new] = summary.groups.try_emplace(value, group);
    if (!is_new && !add(mine->second, group)) return "it has other statements than the ones before";
  }
  if (summary.groups.size() > cohort::most_groups)
    return fmt::format("together with the ones before it has more than {} groups", cohort::most_groups);
  summary.left_out_no += later.left_out_no;
  summary.left_out_unknown += later.left_out_unknown;
  summary.rejected += later.rejected;
  for (const auto& [reason, readings] : later.not_used) summary.not_used[reason] += readings;
  return std::nullopt;
}

}  // namespace waymark
