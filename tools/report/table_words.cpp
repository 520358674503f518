#include "tools/report/table_words.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "interpreter/evaluate/dependencies.hpp"
#include "interpreter/evaluate/table_rows.hpp"
#include "tools/report/most_listed.hpp"
#include "tools/report/operand_words.hpp"
#include "tools/report/plain_words.hpp"
#include "tools/report/reason_text.hpp"

namespace waymark {

namespace {

using Json = nlohmann::ordered_json;

// What a subject is worked out from, with its doses.
std::vector<model::ExprId> roots_of(const model::Model& model, const Subject& subject) {
  auto result = expressions_of(model, subject);
  const auto* reference = std::get_if<model::StatementReference>(&subject.node);
  if (!reference || reference->kind != model::StatementKind::recommendation) return result;
  for (const auto* dose : doses_of(model.recommendations[reference->index])) {
    result.push_back(dose->low);
    if (dose->high) result.push_back(*dose->high);
  }
  return result;
}

void insert_table_of(const model::Model& model, model::DefineId define, std::set<model::TableId>& tables) {
  if (model.defines[define].table) tables.insert(*model.defines[define].table);
}

std::set<model::TableId> tables_met(const model::Model& model, const Subject& subject) {
  std::set<model::TableId> result;
  const auto* named = std::get_if<NamedValue>(&subject.node);
  if (named && named->kind == NamedKind::table) result.insert(named->index);
  if (named && named->kind == NamedKind::definition) insert_table_of(model, named->index, result);
  const Dependencies dependencies{model, roots_of(model, subject)};
  for (const auto expr : dependencies.expressions()) {
    const auto* define = std::get_if<model::DefineReference>(&model[expr].operation);
    if (define) insert_table_of(model, define->define, result);
  }
  return result;
}

std::vector<std::string> reasons_of_row(const RunReport& report, const model::Table& table, std::size_t row) {
  if (row < table.rows.size()) return reason_lines(report, table.rows[row].holds);
  return {"no other row does"};
}

RowOfTable row_of(const RunReport& report, const model::Table& table, std::size_t row) {
  const auto& model = report.model();
  const OperandWords words{report};
  RowOfTable result{name_of_row(table, row), reasons_of_row(report, table, row), {}};
  for (const auto output : table.outputs) {
    const auto& define = model.defines[output];
    result.outputs.push_back(
        {define.id, short_title(define), words.value_text(value_in_row(model, output, row))});
  }
  return result;
}

TableReport report_of(const RunReport& report, const model::Table& table) {
  auto& evaluator = report.evaluator;
  const auto found = rows_that_count(evaluator, table);
  TableReport result{&table, answer_of_table(evaluator, table), found.certain, found.may_miss, {}};
  for (const auto row : found.rows) result.rows.push_back(row_of(report, table, row));
  if (!result.certain && !result.rows.empty() && result.rows.back().name == "otherwise")
    result.rows.back().because = {"where no other row does"};
  return result;
}

std::string in_words(const RowOfTable& row) { return row.name == "otherwise" ? "the last row" : row.name; }

std::string outputs_text(const RowOfTable& row) {
  if (row.outputs.size() == 1) return row.outputs.front().value;
  std::vector<std::string> parts;
  for (const auto& each : row.outputs) parts.push_back(fmt::format("{} {}", each.title, each.value));
  return fmt::format("{}", fmt::join(parts, ", "));
}

constexpr int below = 2;  // columns that what belongs to a line stands to the right of it

bool disagree(const std::vector<RowOfTable>& rows) {
  return std::ranges::any_of(
      rows, [&](const RowOfTable& row) { return outputs_text(row) != outputs_text(rows.front()); });
}

void write_disagreeing(Page& page, const std::vector<RowOfTable>& rows) {
  for (const auto& row : rows) page.detail(fmt::format("{}: {}", in_words(row), outputs_text(row)), below);
  page.detail("they give different values, so none of them counts", below);
}

void write_certain(Page& page, const TableReport& report) {
  for (const auto& row : report.rows) {
    for (const auto& line : row.because)
      page.detail(fmt::format("{}because {}", report.rows.size() > 1 ? in_words(row) + ": " : "", line),
                  below);
  }
  if (report.rows.empty()) return;
  if (disagree(report.rows)) return write_disagreeing(page, report.rows);
  for (const auto& output : report.rows.front().outputs)
    page.detail(fmt::format("{}: {}", output.title, output.value), below);
}

void write_possible(Page& page, const TableReport& report) {
  constexpr std::size_t most = 8;
  for (std::size_t i = 0; i < std::min(most, report.rows.size()); ++i) {
    const auto& row = report.rows[i];
    page.detail(fmt::format("{}: {}", in_words(row), outputs_text(row)), below);
    for (const auto& line : row.because) page.detail(line, 2 * below);
  }
  if (report.rows.size() > most) page.detail(more_of(report.rows.size() - most, "row"), below);
  if (report.may_miss) page.detail("or none of the rows", below);
}

std::string heading_of(const TableReport& report) {
  const auto title = short_title(*report.table);
  if (report.rows.empty()) return title + ": no row applies";
  if (!report.certain) return title + ": these rows may still apply";
  return fmt::format("{}: {} of {} {}", title, report.answer == "otherwise" ? "the last row" : report.answer,
                     report.table->rows.size() + (report.table->otherwise ? 1 : 0),
                     report.rows.size() == 1 ? "applies" : "apply");
}

}  // namespace

std::vector<TableReport> tables_below(const RunReport& report, const Subject& subject) {
  std::vector<TableReport> result;
  for (const auto id : tables_met(report.model(), subject))
    result.push_back(report_of(report, report.model().tables[id]));
  return result;
}

void write_tables(Page& page, const std::vector<TableReport>& tables) {
  if (tables.empty()) return;
  page.heading(tables.size() == 1 ? "TABLE" : "TABLES");
  for (const auto& each : tables) {
    page.entry({"", heading_of(each), ""});
    if (each.certain)
      write_certain(page, each);
    else
      write_possible(page, each);
  }
}

Json tables_json(const std::vector<TableReport>& tables) {
  auto result = Json::array();
  for (const auto& each : tables) {
    auto rows = Json::array();
    for (const auto& row : each.rows) {
      auto outputs = Json::array();
      for (const auto& [id, title, value] : row.outputs)
        outputs.push_back({{"id", id}, {"title", title}, {"value", value}});
      rows.push_back({{"row", row.name}, {"because", row.because}, {"outputs", std::move(outputs)}});
    }
    result.push_back({{"id", each.table->id},
                      {"title", each.table->title},
                      {"answer", each.answer},
                      {"certain", each.certain},
                      {"rows", std::move(rows)}});
  }
  return result;
}

std::string open_rows_sentence(Evaluator& evaluator, const model::Table& table) {
  const auto found = rows_that_count(evaluator, table);
  if (found.certain) return "";
  const auto title = short_title(table);
  constexpr std::size_t few = 4;
  if (found.rows.size() > few) return fmt::format("one of {} rows of {} applies", found.rows.size(), title);
  std::vector<std::string> names;
  for (const auto row : found.rows) names.push_back(in_words({name_of_row(table, row), {}, {}}));
  if (found.may_miss) names.emplace_back("no row");
  return fmt::format("{} of {} applies", fmt::join(names, " or "), title);
}

std::string table_sentence(const model::Table& table, const std::string& answer) {
  const auto title = short_title(table);
  if (answer == "unknown") return fmt::format("it is open which row of {} applies", title);
  if (answer == "otherwise") return fmt::format("the last row of {} applies", title);
  const bool several = answer.find(" and ") != answer.npos;
  return fmt::format("{} of {} {}", answer, title, several ? "apply" : "applies");
}

}  // namespace waymark
