#include <algorithm>

#include <nlohmann/json.hpp>

#include "tools/report/cohort_doses_json.hpp"
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

constexpr std::size_t most_missing_with_repetitions = 200'000;

// Which lists of what is missing the document has. Many statements may share one condition: in a very large
// document such a list is not repeated.
struct WrittenLists {
  std::size_t size = 0;                              // of all of them together
  std::map<const Missing*, std::string> first_with;  // the id of the first statement that has the list
};

void add_missing(Json& entry, const StatementSummary& statement, WrittenLists& written) {
  const auto& missing = *statement.missing;
  const auto [first, is_new] = written.first_with.try_emplace(&missing, statement.id);
  const bool is_too_long = written.size + missing.size() > most_missing_with_repetitions;
  if (!is_new && !missing.empty() && is_too_long) {
    entry["same_missing_as"] = first->second;
    return;
  }
  written.size += missing.size();
  entry["missing"] = missing_json(missing);
}

Json statements_json(const std::vector<StatementSummary>& statements, std::size_t patients,
                     WrittenLists& written) {
  auto result = Json::array();
  for (const auto& statement : statements) {
    Json entry{{"id", statement.id}};
    for (const auto status : {Status::advised, Status::not_advised, Status::undetermined})
      entry[std::string{to_string(status)}] = statement.patients[index(status)];
    entry["share"] = share(statement.patients[index(Status::advised)], patients);
    add_missing(entry, statement, written);
    if (!statement.doses.empty()) entry["doses"] = doses_json(statement.doses);
    result.push_back(std::move(entry));
  }
  return result;
}

void fill(Json& result, const GroupSummary& group) {
  result["patients"] = group.patients;
  WrittenLists written;
  result["recommendations"] = statements_json(group.recommendations, group.patients, written);
  result["notes"] = statements_json(group.notes, group.patients, written);
  result["contraindications"] = statements_json(group.contraindications, group.patients, written);
  if (group.applies)
    result["applies"] = {
        {"yes", group.applies->yes}, {"no", group.applies->no}, {"unknown", group.applies->unknown}};
  for (const auto& [fact, patients] : group.questioned)
    result["questioned"].push_back({{"name", fact}, {"patients", patients}});
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

using ReadLists = std::map<std::string, std::shared_ptr<Missing>>;  // by the id of their statement

std::shared_ptr<Missing> read_missing(const Json& entry, const ReadLists& read) {
  if (entry.contains("same_missing_as")) {
    const auto found = read.find(entry.at("same_missing_as").get<std::string>());
    if (found != read.end()) return found->second;
  }
  auto result = std::make_shared<Missing>();
  for (const auto& missing : entry.at("missing")) (*result)[missing.at("name")] = missing.at("patients");
  return result;
}

std::vector<StatementSummary> read_statements(const Json& list, ReadLists& read) {
  std::vector<StatementSummary> result;
  for (const auto& entry : list) {
    StatementSummary statement{entry.at("id"), {}, read_missing(entry, read)};
    read[statement.id] = statement.missing;
    for (const auto status : {Status::advised, Status::not_advised, Status::undetermined})
      statement.patients[index(status)] = entry.at(std::string{to_string(status)});
    if (entry.contains("doses")) statement.doses = read_doses(entry.at("doses"));
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
  if (object.contains("questioned")) {
    for (const auto& entry : object.at("questioned"))
      group.questioned[entry.at("name")] = entry.at("patients");
  }
  ReadLists read;
  group.recommendations = read_statements(object.at("recommendations"), read);
  group.notes = read_statements(object.at("notes"), read);
  group.contraindications = read_statements(object.at("contraindications"), read);
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

// As a result of one patient names it.
Json site_json(const CohortSummary& summary) {
  const auto& adapts = *summary.adapts;
  return {{"id", summary.id},
          {"version", summary.version},
          {"adapts", {{"id", adapts.id}, {"title", adapts.title}, {"version", adapts.version}}}};
}

CohortSummary read_document(const Json& document) {
  const auto& pathway = document.at("pathway");
  CohortSummary summary;
  summary.id = pathway.at("id");
  summary.title = pathway.at("title");
  summary.version = pathway.at("version");
  if (document.contains("site")) {
    const auto& adapts = document.at("site").at("adapts");
    summary.adapts = {adapts.at("id"), adapts.at("title"), adapts.at("version")};
  }
  summary.rejected = document.at("rejected");
  if (document.contains("readings_not_used")) {
    for (const auto& entry : document.at("readings_not_used"))
      summary.not_used[entry.at("reason")] = entry.at("readings");
  }
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
                {"pathway", {{"id", summary.id}, {"title", summary.title}, {"version", summary.version}}}};
  if (summary.adapts) document["site"] = site_json(summary);
  document["rejected"] = summary.rejected;
  for (const auto& [reason, readings] : summary.not_used)
    document["readings_not_used"].push_back({{"reason", reason}, {"readings", readings}});
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
  if (text.find('\0') != text.npos) return std::string{"there is a NUL character in it"};
  try {
    return read_document(Json::parse(text));
  } catch (const Json::exception& error) {
    return std::string{error.what()};
  }
}

}  // namespace waymark
