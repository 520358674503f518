// Part of Q1: do two rows of a table hold for one patient?
#include <algorithm>

#include <fmt/format.h>

#include "interpreter/prove/questions.hpp"
#include "interpreter/quality/authored_expressions.hpp"
#include "lang/model/table_space.hpp"

namespace waymark::prove {
namespace {

bool is_fixed(const TableSpace& space, std::size_t row) {
  return std::ranges::all_of(space.cells[row], [](const auto& cell) { return cell.has_value(); });
}

// Whether the cells of some column, if their ends are fixed, shut each other out.
bool exclude_each_other(const TableSpace& space, std::size_t row, std::size_t other) {
  for (std::size_t column = 0; column < space.columns.size(); ++column) {
    const auto& a = space.cells[row][column];
    const auto& b = space.cells[other][column];
    if (!a || !b) continue;
    bool meet = false;
    for (std::size_t i = 0; i < a->size(); ++i) meet = meet || ((*a)[i] && (*b)[i]);
    if (!meet) return true;
  }
  return false;
}

bool give_the_same(const model::Model& model, const model::Table& table, std::size_t row, std::size_t other) {
  return std::ranges::all_of(table.outputs, [&](model::DefineId output) {
    const auto& choose = std::get<model::Choose>(model[*model.defines[output].value].operation);
    return model[choose.arms[row].value].canonical == model[choose.arms[other].value].canonical;
  });
}

// For the scenario of an example.
std::vector<std::string> unknown_outputs(const model::Model& model, const model::Table& table,
                                         Evaluator& evaluator) {
  std::vector<std::string> result;
  for (const auto output : table.outputs) {
    const auto& define = model.defines[output];
    if (!is_known(evaluator.value(*define.value))) result.push_back(define.id + " is unknown");
  }
  return result;
}

void ask_pair(Inquiry& inquiry, const model::Table& table, std::size_t row, std::size_t other) {
  const auto first = table.rows[row].holds;
  const auto second = table.rows[other].holds;
  const auto shows = [first, second](Evaluator& evaluator) {
    return evaluator.truth(first) == Truth::yes && evaluator.truth(second) == Truth::yes;
  };
  inquiry.nobody({Question::gap,
                  Weight::warning,
                  table.rows[other].span,
                  fmt::format("rows {} and {} of `{}` both hold for some patient, and give different values",
                              row + 1, other + 1, table.id),
                  {{table.rows[row].span, "the other row"}}},
                 {{inquiry.encoder().truth(first).yes, inquiry.encoder().truth(second).yes},
                  {first, second},
                  shows,
                  [&model = inquiry.model(), &table](Evaluator& evaluator) {
                    return unknown_outputs(model, table, evaluator);
                  }});
}

}  // namespace

void ask_overlap(Inquiry& inquiry, const model::Table& table) {
  const auto& model = inquiry.model();
  if (table.policy != model::HitPolicy::unique || !is_own(model, table)) return;
  const auto space = space_of(model, table);
  for (std::size_t other = 0; other < table.rows.size(); ++other) {
    for (std::size_t row = 0; row < other; ++row) {
      const bool is_checked = is_fixed(space, row) && is_fixed(space, other);
      if (is_checked || exclude_each_other(space, row, other) || give_the_same(model, table, row, other))
        continue;
      ask_pair(inquiry, table, row, other);
    }
  }
}

}  // namespace waymark::prove
