#include <algorithm>

#include <nlohmann/json.hpp>

#include "tools/report/cohort_summary.hpp"
#include "tools/report/json_parts.hpp"
#include "tools/report/version.hpp"

namespace waymark {

namespace {

using Json = nlohmann::ordered_json;

std::size_t index(Status status) { return static_cast<std::size_t>(status); }

// Four decimals; 0 of none.
double share(std::size_t part, std::size_t whole) {
  if (whole == 0) return 0;
  return static_cast<double>((part * 20'000 + whole) / (whole * 2)) / 10'000;
}

// The facts that are missing most often come first.
Json missing_json(const StatementSummary& statement) {
  std::vector<std::pair<std::string, std::size_t>> missing(statement.missing.begin(),
                                                           statement.missing.end());
  std::ranges::stable_sort(missing, std::greater{}, &std::pair<std::string, std::size_t>::second);
  auto result = Json::array();
  for (const auto& [name, patients] : missing) result.push_back({{"name", name}, {"patients", patients}});
  return result;
}

Json statements_json(const std::vector<StatementSummary>& statements, std::size_t patients) {
  auto result = Json::array();
  for (const auto& statement : statements) {
    Json entry{{"id", statement.id}};
    for (const auto status : {Status::advised, Status::not_advised, Status::undetermined})
      entry[std::string{to_string(status)}] = statement.patients[index(status)];
    entry["share"] = share(statement.patients[index(Status::advised)], patients);
    entry["missing"] = missing_json(statement);
    result.push_back(std::move(entry));
  }
  return result;
}

void fill(Json& result, const GroupSummary& group) {
  result["patients"] = group.patients;
  result["recommendations"] = statements_json(group.recommendations, group.patients);
  result["notes"] = statements_json(group.notes, group.patients);
  result["contraindications"] = statements_json(group.contraindications, group.patients);
  if (group.applies)
    result["applies"] = {
        {"yes", group.applies->yes}, {"no", group.applies->no}, {"unknown", group.applies->unknown}};
  result["contraindicated_actions"] = Json::array();
  for (const auto& [action, patients] : group.actions)
    result["contraindicated_actions"].push_back(
        {{"action", action}, {"contraindicated", patients.contraindicated}, {"perhaps", patients.perhaps}});
  result["conflicts"] = Json::array();
  for (const auto& [conflict, patients] : group.conflicts) {
    const auto& [first, second, action] = conflict;
    result["conflicts"].push_back(
        {{"recommendations", {first, second}}, {"action", action}, {"patients", patients}});
  }
  result["properties"] = Json::array();
  for (const auto& property : group.properties)
    result["properties"].push_back(
        {{"text", property.text}, {"broken_by", property.patients}, {"first", property.first}});
}

std::vector<StatementSummary> read_statements(const Json& list) {
  std::vector<StatementSummary> result;
  for (const auto& entry : list) {
    StatementSummary statement{entry.at("id"), {}, {}};
    for (const auto status : {Status::advised, Status::not_advised, Status::undetermined})
      statement.patients[index(status)] = entry.at(std::string{to_string(status)});
    for (const auto& missing : entry.at("missing"))
      statement.missing[missing.at("name")] = missing.at("patients");
    result.push_back(std::move(statement));
  }
  return result;
}

GroupSummary read_group(const Json& object) {
  GroupSummary group;
  group.patients = object.at("patients");
  if (object.contains("applies")) {
    const auto& applies = object.at("applies");
    group.applies = {applies.at("yes"), applies.at("no"), applies.at("unknown")};
  }
  group.recommendations = read_statements(object.at("recommendations"));
  group.notes = read_statements(object.at("notes"));
  group.contraindications = read_statements(object.at("contraindications"));
  for (const auto& action : object.at("contraindicated_actions"))
    group.actions[action.at("action")] = {action.at("contraindicated"), action.at("perhaps")};
  for (const auto& conflict : object.at("conflicts")) {
    const auto& two = conflict.at("recommendations");
    group.conflicts[{two.at(0), two.at(1), conflict.at("action")}] = conflict.at("patients");
  }
  for (const auto& property : object.at("properties"))
    group.properties.push_back({property.at("text"), property.at("broken_by"), property.at("first")});
  return group;
}

CohortSummary read_document(const Json& document) {
  const auto& pathway = document.at("pathway");
  CohortSummary summary;
  summary.id = pathway.at("id");
  summary.title = pathway.at("title");
  summary.version = pathway.at("version");
  summary.rejected = document.at("rejected");
  if (document.contains("at")) summary.at = document.at("at");
  if (document.contains("now")) summary.now = document.at("now");
  if (document.contains("set")) summary.set = document.at("set");
  if (document.contains("where")) {
    summary.where = document.at("where");
    summary.left_out_no = document.at("left_out").at("no");
    summary.left_out_unknown = document.at("left_out").at("unknown");
  }
  summary.whole = read_group(document);
  if (!document.contains("group_by")) return summary;
  summary.group_by = document.at("group_by");
  for (const auto& group : document.at("groups")) summary.groups[group.at("value")] = read_group(group);
  return summary;
}

}  // namespace

std::string summary_json(const CohortSummary& summary) {
  Json document{{"waymark", version},
                {"pathway", {{"id", summary.id}, {"title", summary.title}, {"version", summary.version}}},
                {"rejected", summary.rejected}};
  if (summary.at) document["at"] = *summary.at;
  if (summary.now) document["now"] = *summary.now;
  if (!summary.set.empty()) document["set"] = summary.set;
  if (summary.where) {
    document["where"] = *summary.where;
    document["left_out"] = {{"no", summary.left_out_no}, {"unknown", summary.left_out_unknown}};
  }
  fill(document, summary.whole);
  if (!summary.group_by) return printed(document);
  document["group_by"] = *summary.group_by;
  document["groups"] = Json::array();
  for (const auto& [value, group] : summary.groups) {
    Json entry{{"value", value}};
    fill(entry, group);
    document["groups"].push_back(std::move(entry));
  }
  return printed(document);
}

std::variant<CohortSummary, std::string> read_summary(const std::string& text) {
  try {
    return read_document(Json::parse(text));
  } catch (const Json::exception& error) {
    return std::string{error.what()};
  }
}

}  // namespace waymark
