#include "tools/report/cohort_summary.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "interpreter/facts/input_names.hpp"

namespace waymark {

namespace {

StatementSummary summarize(const model::StatementBase& statement, const cohort::StatementCount& count,
                           const model::Model& model, const InputNames& names) {
  StatementSummary result{statement.id, count.patients, {}};
  for (const auto& [input, patients] : count.missing)
    result.missing[names.name(cohort::input_at(model, input))] = patients;
  return result;
}

GroupSummary summarize(const cohort::Count& count, const model::Model& model, const InputNames& names) {
  GroupSummary result;
  result.patients = count.patients;
  result.applies = count.applies;
  for (std::size_t i = 0; i < model.recommendations.size(); ++i)
    result.recommendations.push_back(
        summarize(model.recommendations[i], count.recommendations[i], model, names));
  for (std::size_t i = 0; i < model.notes.size(); ++i)
    result.notes.push_back(summarize(model.notes[i], count.notes[i], model, names));
  for (std::size_t i = 0; i < model.contraindications.size(); ++i)
    result.contraindications.push_back(
        summarize(model.contraindications[i], count.contraindications[i], model, names));
  for (const auto& [action, patients] : count.actions) result.actions[model.actions[action].id] = patients;
  for (const auto& [conflict, patients] : count.conflicts) {
    const auto& [first, second, action] = conflict;
    result.conflicts[{model.recommendations[first].id, model.recommendations[second].id,
                      model.actions[action].id}] = patients;
  }
  for (std::size_t i = 0; i < model.properties.size(); ++i)
    result.properties.push_back(
        {model.properties[i].text, count.properties[i].patients, count.properties[i].first});
  return result;
}

bool same_ids(const std::vector<StatementSummary>& a, const std::vector<StatementSummary>& b) {
  return std::ranges::equal(a, b, {}, &StatementSummary::id, &StatementSummary::id);
}

void add(std::vector<StatementSummary>& statements, const std::vector<StatementSummary>& later) {
  for (std::size_t i = 0; i < statements.size(); ++i) {
    std::ranges::transform(statements[i].patients, later[i].patients, statements[i].patients.begin(),
                           std::plus{});
    for (const auto& [name, patients] : later[i].missing) statements[i].missing[name] += patients;
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
  if (!same_ids(group.recommendations, later.recommendations) || !same_ids(group.notes, later.notes) ||
      !same_ids(group.contraindications, later.contraindications) ||
      !std::ranges::equal(group.properties, later.properties, {}, &PropertySummary::text,
                          &PropertySummary::text))
    return false;
  group.patients += later.patients;
  cohort::add(group.applies, later.applies);
  add(group.recommendations, later.recommendations);
  add(group.notes, later.notes);
  add(group.contraindications, later.contraindications);
  for (const auto& [action, patients] : later.actions) {
    group.actions[action].contraindicated += patients.contraindicated;
    group.actions[action].perhaps += patients.perhaps;
  }
  for (const auto& [conflict, patients] : later.conflicts) group.conflicts[conflict] += patients;
  for (std::size_t i = 0; i < group.properties.size(); ++i) add(group.properties[i], later.properties[i]);
  return true;
}

}  // namespace

CohortSummary summarize(const model::Model& model, const cohort::Part& part) {
  const InputNames names{model};
  CohortSummary result;
  result.id = model.id;
  result.title = model.title;
  result.version = model.version;
  result.left_out_no = part.left_out_no;
  result.left_out_unknown = part.left_out_unknown;
  result.whole = summarize(part.whole, model, names);
  for (const auto& [value, count] : part.groups) result.groups[value] = summarize(count, model, names);
  return result;
}

std::optional<std::string> add(CohortSummary& summary, const CohortSummary& later) {
  if (summary.id != later.id || summary.version != later.version)
    return fmt::format("it is of {} {}, the ones before of {} {}", later.id, later.version, summary.id,
                       summary.version);
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
  return std::nullopt;
}

}  // namespace waymark
