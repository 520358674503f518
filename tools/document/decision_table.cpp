#include "tools/document/decision_table.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "lang/text/one_line.hpp"
#include "tools/report/plain_words.hpp"

namespace waymark {

namespace {

using model::ExprId;

// The unit in which the cells of a column are compared, as the header names it.
std::string unit_within(const model::Model& model, ExprId expr) {
  std::vector<ExprId> pending{expr};
  while (!pending.empty()) {
    const auto next = pending.back();
    pending.pop_back();
    const auto* literal = std::get_if<model::Literal>(&model[next].operation);
    const auto* number = literal ? std::get_if<Quantity>(&literal->value) : nullptr;
    if (number && !is_pure(*number->unit)) return to_string(*number->unit);
    for (const auto operand : model::operands(model[next].operation)) pending.push_back(operand);
  }
  return {};
}

class TableWriter {
 public:
  TableWriter(const RunReport& report, const model::Table& table)
      : report_{report}, model_{report.model()}, wording_{report}, table_{table} {}

  DecisionTable write() {
    DecisionTable result{table_.id, table_.title, {}, table_.columns.size(), {}};
    for (std::size_t i = 0; i < table_.columns.size(); ++i) result.headers.push_back(header(i));
    for (const auto output : table_.outputs) result.headers.push_back(short_title(model_.defines[output]));
    for (std::size_t i = 0; i < table_.rows.size(); ++i) result.rows.push_back(row(i));
    if (table_.otherwise) result.rows.push_back(otherwise());
    return result;
  }

 private:
  std::string header(std::size_t column) const {
    auto words = wording_.in_words(table_.columns[column].value);
    for (const auto& row : table_.rows) {
      const auto& cell = row.cells[column];
      const auto unit = cell.holds ? unit_within(model_, *cell.holds) : "";
      if (!unit.empty()) return fmt::format("{} in {}", words, unit);
    }
    return words;
  }

  std::vector<std::string> row(std::size_t number) const {
    std::vector<std::string> result;
    for (const auto& cell : table_.rows[number].cells)
      result.push_back(cell.holds ? in_plain_words(model_, *cell.holds, written(cell.span)) : "any");
    for (const auto output : table_.outputs) result.push_back(value(output, number));
    return result;
  }

  std::vector<std::string> otherwise() const {
    std::vector<std::string> result(table_.columns.size(), "otherwise");
    for (const auto output : table_.outputs) result.push_back(value(output, table_.rows.size()));
    return result;
  }

  // What the output is in a row; behind the last row, in all other cases.
  std::string value(model::DefineId output, std::size_t row) const {
    const auto& define = model_.defines[output];
    if (!define.value) return {};
    const auto* choose = std::get_if<model::Choose>(&model_[*define.value].operation);
    if (!choose) return wording_.in_words(*define.value);
    if (row < choose->arms.size()) return wording_.in_words(choose->arms[row].value);
    return choose->otherwise ? wording_.in_words(*choose->otherwise) : "";
  }

  std::string written(Span span) const { return one_line(report_.sources().text(span)); }

  const RunReport& report_;
  const model::Model& model_;
  Wording wording_;
  const model::Table& table_;
};

std::size_t failed_cells(const TableRowOfPatient& row) {
  return static_cast<std::size_t>(std::ranges::count(row.cells, Truth::no));
}

TableRowOfPatient row_of_patient(Evaluator& evaluator, const model::TableRow& row) {
  TableRowOfPatient result{evaluator.truth(row.holds), {}};
  for (const auto& cell : row.cells)
    result.cells.push_back(cell.holds ? evaluator.truth(*cell.holds) : Truth::yes);
  return result;
}

}  // namespace

DecisionTable decision_table(const RunReport& report, const model::Table& table) {
  return TableWriter{report, table}.write();
}

TableOfPatient table_of_patient(const RunReport& report, const model::Table& table) {
  auto& evaluator = report.evaluator;
  TableOfPatient result{table.id, {}, {}, {}};
  for (const auto& column : table.columns)
    result.readings.push_back(to_string(evaluator.value(column.value), report.model()[column.value].type));
  for (const auto& row : table.rows) result.rows.push_back(row_of_patient(evaluator, row));
  for (std::size_t i = 0; i < result.rows.size(); ++i) {
    const auto failed = failed_cells(result.rows[i]);
    if (failed > 0 && (!result.nearest || failed < failed_cells(result.rows[*result.nearest])))
      result.nearest = i;
  }
  return result;
}

}  // namespace waymark
