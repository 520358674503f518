#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "interpreter/evaluate/evaluator.hpp"

namespace waymark {

// Which rows of a decision table count for a patient.
struct TableRows {
  std::vector<std::size_t> rows;  // positions; that of `otherwise` stands behind the others
  bool certain = false;           // they surely count: one row, or several that hold at once; or none does
  bool may_miss = false;          // perhaps none does
};

TableRows rows_that_count(Evaluator& evaluator, const model::Table& table);

// "row 2", and "otherwise" of the last one where it is that.
std::string name_of_row(const model::Table& table, std::size_t row);

// What the row gives as the value of an output.
model::ExprId value_in_row(const model::Model& model, model::DefineId output, std::size_t row);

// "row 2", "row 2 and row 3" of rows that hold at once, "no row". "row 2 or row 3" where it is open which of
// them counts, and all outputs are the same in them; else "unknown".
std::string answer_of_table(Evaluator& evaluator, const model::Table& table);
// All answers but those that name several rows.
std::vector<std::string> possible_answers(const model::Table& table);

}  // namespace waymark
