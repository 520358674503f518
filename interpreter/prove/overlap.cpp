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

// What two rows give in one column.
struct Outputs {
  model::ExprId first, second;
};

// Of each column where they are not written alike.
std::vector<Outputs> outputs_apart(const model::Model& model, const model::Table& table, std::size_t row,
                                   std::size_t other) {
  std::vector<Outputs> result;
  for (const auto output : table.outputs) {
    const auto& choose = std::get<model::Choose>(model[*model.defines[output].value].operation);
    const Outputs values{choose.arms[row].value, choose.arms[other].value};
    if (model[values.first].canonical != model[values.second].canonical) result.push_back(values);
  }
  return result;
}

bool is_left_open(const model::Model& model, model::ExprId expr) {
  const auto* literal = std::get_if<model::Literal>(&model[expr].operation);
  return literal && std::holds_alternative<model::UnknownConstant>(literal->value);
}

// What is only missing may turn out to be the same.
z3::expr differ(Inquiry& inquiry, const Outputs& outputs) {
  auto& context = inquiry.context();
  const auto first = inquiry.encoder().term(outputs.first);
  const auto second = inquiry.encoder().term(outputs.second);
  const auto first_is_set =
      either(is_known(context, first), context.bool_val(is_left_open(inquiry.model(), outputs.first)));
  const auto second_is_set =
      either(is_known(context, second), context.bool_val(is_left_open(inquiry.model(), outputs.second)));
  return all_of(context, {first_is_set, second_is_set, negation(same_known(context, first, second))});
}

bool differ(Evaluator& evaluator, const Outputs& outputs) {
  const auto& first = evaluator.value(outputs.first);
  const auto& second = evaluator.value(outputs.second);
  const auto is_set = [&](model::ExprId expr, const Value& value) {
    return is_known(value) || is_left_open(evaluator.model(), expr);
  };
  return is_set(outputs.first, first) && is_set(outputs.second, second) && !same_known_value(first, second);
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

Search search_for(Inquiry& inquiry, const model::Table& table, std::size_t row, std::size_t other,
                  const std::vector<Outputs>& apart) {
  const auto first = table.rows[row].holds;
  const auto second = table.rows[other].holds;
  std::vector<z3::expr> differences;
  std::vector<model::ExprId> expressions{first, second};
  for (const auto& outputs : apart) {
    differences.push_back(differ(inquiry, outputs));
    expressions.insert(expressions.end(), {outputs.first, outputs.second});
  }
  const auto shows = [first, second, apart](Evaluator& evaluator) {
    return evaluator.truth(first) == Truth::yes && evaluator.truth(second) == Truth::yes &&
           std::ranges::any_of(apart, [&](const Outputs& outputs) { return differ(evaluator, outputs); });
  };
  return {{inquiry.encoder().truth(first).yes, inquiry.encoder().truth(second).yes,
           any_of(inquiry.context(), differences)},
          std::move(expressions),
          shows,
          [&model = inquiry.model(), &table](Evaluator& evaluator) {
            return unknown_outputs(model, table, evaluator);
          }};
}

void ask_pair(Inquiry& inquiry, const model::Table& table, std::size_t row, std::size_t other) {
  const auto apart = outputs_apart(inquiry.model(), table, row, other);
  if (apart.empty()) return;
  inquiry.nobody({Question::gap,
                  Weight::warning,
                  table.rows[other].span,
                  {FindingForm::rows_overlap, {std::to_string(row + 1), std::to_string(other + 1), table.id}},
                  {{table.rows[row].span, PlaceRole::other_row}}},
                 search_for(inquiry, table, row, other, apart));
}

}  // namespace

void ask_overlap(Inquiry& inquiry, const model::Table& table) {
  const auto& model = inquiry.model();
  if (table.policy != model::HitPolicy::unique || !is_own(model, table)) return;
  const auto space = space_of(model, table);
  for (std::size_t other = 0; other < table.rows.size(); ++other) {
    for (std::size_t row = 0; row < other; ++row) {
      const bool is_checked = is_fixed(space, row) && is_fixed(space, other);
      if (is_checked || exclude_each_other(space, row, other)) continue;
      ask_pair(inquiry, table, row, other);
    }
  }
}

}  // namespace waymark::prove
