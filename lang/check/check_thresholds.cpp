#include "lang/check/check_thresholds.hpp"

#include <algorithm>

#include "lang/ast/ast_walk.hpp"

namespace waymark {
namespace {

using ast::Expr;

bool any_operand(const Expr& expr, bool (*holds)(const Expr&)) {
  bool result = false;
  ast::for_each_operand(expr, [&](const Expr& operand) { result = result || holds(operand); });
  return result;
}

bool holds_number(const Expr& expr) {
  return std::holds_alternative<ast::Number>(expr.node) || any_operand(expr, holds_number);
}

// A number that something is compared with.
bool holds_threshold(const Expr& expr) {
  const bool compares =
      std::holds_alternative<ast::Comparison>(expr.node) || std::holds_alternative<ast::Between>(expr.node);
  return (compares && holds_number(expr)) || any_operand(expr, holds_threshold);
}

bool holds_threshold(const ast::Define& define) { return holds_threshold(define.value); }

bool holds_threshold(const ast::Score& score) {
  return std::ranges::any_of(score.rows, [](const ast::ScoreRow& row) {
    return std::ranges::any_of(row.alternatives,
                               [](const auto& alternative) { return holds_threshold(alternative.when); });
  });
}

// Of its cells: what the rows give are no thresholds.
bool holds_threshold(const ast::TableCell& cell) {
  if (const auto* compared = std::get_if<ast::ComparedCell>(&cell.node)) return holds_number(compared->value);
  if (const auto* range = std::get_if<ast::RangeCell>(&cell.node))
    return holds_number(range->low) || holds_number(range->high);
  const auto* listed = std::get_if<ast::ListedCell>(&cell.node);
  return listed && std::ranges::any_of(listed->values, holds_number);
}

bool holds_threshold(const ast::Table& table) {
  return std::ranges::any_of(table.rows, [](const ast::TableRow& row) {
    return std::ranges::any_of(row.cells, [](const auto& cell) { return holds_threshold(cell); });
  });
}

template <typename Node>
void check_all(Elaboration& context, const std::vector<Declared<Node>>& declarations) {
  for (const auto& [module, declaration] : declarations) {
    if (!declaration || module != context.main) continue;
    if (!declaration->basis.cites.empty() || !holds_threshold(*declaration)) continue;
    context.diagnostics
        .report(declaration->id.span, diagnostics::threshold_without_source, declaration->id.text)
        .help("say where it stands: `cite SOURCE.SECTION.NUMBER`");
  }
}

}  // namespace

void check_thresholds(Elaboration& context) {
  const auto& module = context.modules[context.main];
  if (!module.is_library || context.diagnostics.has_errors()) return;
  check_all(context, context.define_declarations);
  check_all(context, context.score_declarations);
  check_all(context, context.table_declarations);
}

}  // namespace waymark
