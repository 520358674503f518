#include "interpreter/evaluate/table_rows.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "interpreter/evaluate/reachable.hpp"

namespace waymark {
namespace {

const model::Choose& choice_of(const model::Model& model, model::DefineId output) {
  return std::get<model::Choose>(model[*model.defines[output].value].operation);
}

bool are_outputs_known(Evaluator& evaluator, const model::Table& table) {
  return std::ranges::all_of(table.outputs, [&](model::DefineId output) {
    return is_known(evaluator.value(*evaluator.model().defines[output].value));
  });
}

std::string names_of_rows(const model::Table& table, const std::vector<std::size_t>& rows,
                          const char* between) {
  std::vector<std::string> names;
  for (const auto row : rows) names.push_back(name_of_row(table, row));
  return fmt::format("{}", fmt::join(names, between));
}

}  // namespace

// All outputs have the same guards.
TableRows rows_that_count(Evaluator& evaluator, const model::Table& table) {
  const auto& choose = choice_of(evaluator.model(), table.outputs.front());
  std::vector<Truth> guards;
  for (const auto& arm : choose.arms) guards.push_back(evaluator.truth(arm.guard));
  const auto reachable = reachable_arms(choose, guards);
  TableRows result{reachable.cases, false, reachable.may_miss};
  if (result.may_miss && table.otherwise) {
    result.rows.push_back(table.rows.size());
    result.may_miss = false;
  }
  const bool is_one = result.rows.size() == 1 && !result.may_miss;
  result.certain = reachable.all_hold || is_one || result.rows.empty();
  return result;
}

std::string name_of_row(const model::Table& table, std::size_t row) {
  return row < table.rows.size() ? fmt::format("row {}", row + 1) : "otherwise";
}

model::ExprId value_in_row(const model::Model& model, model::DefineId output, std::size_t row) {
  const auto& choose = choice_of(model, output);
  return row < choose.arms.size() ? choose.arms[row].value : *choose.otherwise;
}

std::string answer_of_table(Evaluator& evaluator, const model::Table& table) {
  const auto found = rows_that_count(evaluator, table);
  if (found.rows.empty()) return "no row";
  if (found.certain) return names_of_rows(table, found.rows, " and ");
  return are_outputs_known(evaluator, table) ? names_of_rows(table, found.rows, " or ") : "unknown";
}

std::vector<std::string> possible_answers(const model::Table& table) {
  std::vector<std::string> result;
  for (std::size_t i = 0; i < table.rows.size(); ++i) result.push_back(name_of_row(table, i));
  if (table.otherwise)
    result.emplace_back("otherwise");
  else if (!table.covers)
    result.emplace_back("no row");
  result.emplace_back("unknown");
  return result;
}

}  // namespace waymark
