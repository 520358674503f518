#include "tools/report/cohort_rows.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "lang/model/regimen.hpp"
#include "tools/report/safe_text.hpp"

namespace waymark {

namespace {

std::string json_text(std::string_view text) {
  return json_to_print(nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

// Quoted where it has to be (RFC 4180).
std::string csv_cell(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return std::string{text};
  std::string result = "\"";
  for (const char c : text) result += c == '"' ? "\"\"" : std::string(1, c);
  return result + '"';
}

// An id that a spreadsheet would run as a formula becomes a text for it by an apostrophe before it.
std::string id_cell(std::string_view id) {
  const bool is_formula = !id.empty() && std::string_view{"=+-@\t\r"}.find(id.front()) != std::string::npos;
  return csv_cell(is_formula ? "'" + std::string{id} : std::string{id});
}

// `"initial.pulse": ` for each statement, in document order.
std::vector<std::string> json_keys(const model::Model& model) {
  std::vector<std::string> keys;
  for (const auto& statement : model.recommendations) keys.push_back(json_text(statement.id) + ": ");
  for (const auto& statement : model.notes) keys.push_back(json_text(statement.id) + ": ");
  for (const auto& statement : model.contraindications) keys.push_back(json_text(statement.id) + ": ");
  return keys;
}

void statuses_json(std::string& rows, const std::vector<std::string>& keys, const cohort::Row& row) {
  auto key = keys.begin();
  for (const auto* statuses : {&row.recommendations, &row.notes, &row.contraindications}) {
    for (const auto status : *statuses) {
      if (key != keys.begin()) rows += ", ";
      rows.append(*key++).append("\"").append(to_string(status)).append("\"");
    }
  }
}

void conflicts_json(std::string& rows, const model::Model& model, const cohort::Row& row) {
  bool is_first = true;
  for (const auto& conflict : row.conflicts) {
    rows += fmt::format(R"({}{{"recommendations": [{}, {}], "action": {}}})", is_first ? "" : ", ",
                        json_text(model.recommendations[conflict.first].id),
                        json_text(model.recommendations[conflict.second].id),
                        json_text(model.actions[conflict.action].id));
    is_first = false;
  }
}

void violated_json(std::string& rows, const model::Model& model, const cohort::Row& row) {
  bool is_first = true;
  for (const auto property : row.violated) {
    rows.append(is_first ? "" : ", ").append(json_text(model.properties[property].text));
    is_first = false;
  }
}

// A place of a dose, as rows name it.
struct DoseColumn {
  std::string name;  // `pain.course.dose`
  UnitPtr unit;
  bool is_range;
};

std::vector<DoseColumn> dose_columns(const model::Model& model) {
  std::vector<DoseColumn> result;
  for (const auto& place : model::dose_places(model))
    result.push_back(
        {model::name_of(model, place), model::unit_of(model, place), place.dose->high.has_value()});
  return result;
}

// `500 mg`, `25 mg to 50 mg`
std::string dose_text(const cohort::PatientDose& dose, const DoseColumn& column) {
  const auto low = to_exact_string({*dose.low, column.unit});
  return column.is_range ? fmt::format("{} to {}", low, to_exact_string({*dose.high, column.unit})) : low;
}

// Of the doses that the patient gets; null where one is not known.
void doses_json(std::string& rows, const std::vector<DoseColumn>& columns, const cohort::Row& row) {
  if (columns.empty()) return;
  rows += ", \"doses\": {";
  bool is_first = true;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto* dose = row.doses[i];
    if (!dose) continue;
    const auto text = dose->low && dose->high ? json_text(dose_text(*dose, columns[i])) : "null";
    rows.append(is_first ? "" : ", ").append(json_text(columns[i].name)).append(": ").append(text);
    is_first = false;
  }
  rows += "}";
}

// Numbers in the unit that the header names; empty where the patient does not get the dose.
void dose_cells(std::string& rows, const std::vector<DoseColumn>& columns, const cohort::Row& row) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto* dose = row.doses[i];
    const auto cell = [&](const std::optional<Decimal>& number) {
      rows += ",";
      if (dose) rows += number ? number->to_exact_string() : "unknown";
    };
    cell(dose ? dose->low : std::nullopt);
    if (columns[i].is_range) cell(dose ? dose->high : std::nullopt);
  }
}

std::string dose_headings(const std::vector<DoseColumn>& columns) {
  std::string result;
  for (const auto& column : columns) {
    const auto unit = to_string(*column.unit);
    result += "," + csv_cell(fmt::format("{} [{}]", column.name, unit));
    if (column.is_range) result += "," + csv_cell(fmt::format("{}.to [{}]", column.name, unit));
  }
  return result;
}

CohortRows json_rows(const model::Model& model) {
  return {{},
          [&model, keys = json_keys(model), doses = dose_columns(model)](std::string& rows,
                                                                         const cohort::Row& row) {
            rows.append("{\"patient\": ").append(json_text(row.patient)).append(", \"statuses\": {");
            statuses_json(rows, keys, row);
            rows += "}";
            doses_json(rows, doses, row);
            rows += ", \"conflicts\": [";
            conflicts_json(rows, model, row);
            rows += "], \"violated\": [";
            violated_json(rows, model, row);
            rows += "]}\n";
          }};
}

CohortRows csv_rows(const model::Model& model) {
  std::string header = "patient";
  for (const auto& statement : model.recommendations) header += "," + csv_cell(statement.id);
  for (const auto& statement : model.notes) header += "," + csv_cell(statement.id);
  for (const auto& statement : model.contraindications) header += "," + csv_cell(statement.id);
  const auto columns = dose_columns(model);
  header += dose_headings(columns);
  return {header + "\n", [columns](std::string& rows, const cohort::Row& row) {
            rows += id_cell(row.patient);
            for (const auto* statuses : {&row.recommendations, &row.notes, &row.contraindications}) {
              for (const auto status : *statuses) rows.append(",").append(to_string(status));
            }
            dose_cells(rows, columns, row);
            rows += '\n';
          }};
}

}  // namespace

CohortRows cohort_rows(const std::string& path, const model::Model& model) {
  return path.ends_with(".csv") ? csv_rows(model) : json_rows(model);
}

}  // namespace waymark
