#include "tools/waymark/cohort_rows.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace waymark {

namespace {

std::string json_text(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

// Quoted where it has to be (RFC 4180).
std::string csv_cell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string result = "\"";
  for (const char c : text) result += c == '"' ? "\"\"" : std::string(1, c);
  return result + '"';
}

// `"initial.pulse": ` for each statement, in document order.
std::vector<std::string> json_keys(const model::Model& model) {
  std::vector<std::string> keys;
  for (const auto& statement : model.recommendations) keys.push_back(json_text(statement.id) + ": ");
  for (const auto& statement : model.notes) keys.push_back(json_text(statement.id) + ": ");
  return keys;
}

void statuses_json(std::string& rows, const std::vector<std::string>& keys, const Outcome& outcome) {
  auto key = keys.begin();
  for (const auto* statements : {&outcome.recommendations, &outcome.notes}) {
    for (const auto& statement : *statements) {
      if (key != keys.begin()) rows += ", ";
      rows.append(*key++).append("\"").append(to_string(statement.status)).append("\"");
    }
  }
}

void conflicts_json(std::string& rows, const model::Model& model, const Outcome& outcome) {
  bool is_first = true;
  for (const auto& conflict : outcome.conflicts) {
    rows += fmt::format(R"({}{{"recommendations": [{}, {}], "action": {}}})", is_first ? "" : ", ",
                        json_text(model.recommendations[conflict.first].id),
                        json_text(model.recommendations[conflict.second].id),
                        json_text(model.actions[conflict.action].id));
    is_first = false;
  }
}

void violated_json(std::string& rows, const model::Model& model, const Outcome& outcome) {
  bool is_first = true;
  for (const auto property : outcome.violated) {
    rows.append(is_first ? "" : ", ").append(json_text(model.properties[property].text));
    is_first = false;
  }
}

CohortRows json_rows(const model::Model& model) {
  return {{},
          [&model, keys = json_keys(model)](std::string& rows, const std::string& patient,
                                            const Outcome& outcome) {
            rows.append("{\"patient\": ").append(json_text(patient)).append(", \"statuses\": {");
            statuses_json(rows, keys, outcome);
            rows += "}, \"conflicts\": [";
            conflicts_json(rows, model, outcome);
            rows += "], \"violated\": [";
            violated_json(rows, model, outcome);
            rows += "]}\n";
          }};
}

CohortRows csv_rows(const model::Model& model) {
  std::string header = "patient";
  for (const auto& statement : model.recommendations) header += "," + csv_cell(statement.id);
  for (const auto& statement : model.notes) header += "," + csv_cell(statement.id);
  return {header + "\n", [](std::string& rows, const std::string& patient, const Outcome& outcome) {
            rows += csv_cell(patient);
            for (const auto* statements : {&outcome.recommendations, &outcome.notes}) {
              for (const auto& statement : *statements) rows.append(",").append(to_string(statement.status));
            }
            rows += '\n';
          }};
}

}  // namespace

CohortRows cohort_rows(const std::string& path, const model::Model& model) {
  return path.ends_with(".csv") ? csv_rows(model) : json_rows(model);
}

}  // namespace waymark
