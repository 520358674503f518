#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "tools/report/wording.hpp"

namespace waymark {

// A decision table in words.
struct DecisionTable {
  std::string id, title;
  std::vector<std::string> headers;
  std::size_t questions = 0;  // so many of the columns are what is looked at; the others are what comes of it
  std::vector<std::vector<std::string>> rows;
};
DecisionTable decision_table(const RunReport& report, const model::Table& table);

// What a patient makes of a row: whether it holds, and each of its cells; `any` holds.
struct TableRowOfPatient {
  Truth holds = Truth::unknown;
  std::vector<Truth> cells;
};
// What a patient makes of a table. The rows are those of the table without `otherwise`.
struct TableOfPatient {
  std::string id;
  std::vector<std::string> readings;  // of each column that is looked at
  std::vector<TableRowOfPatient> rows;
  std::optional<std::size_t> nearest;  // the first of the rows that miss with the fewest cells that are no
};
TableOfPatient table_of_patient(const RunReport& report, const model::Table& table);

}  // namespace waymark
