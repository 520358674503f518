#include <algorithm>

#include <fmt/format.h>

#include "lang/ast/lowering.hpp"

namespace waymark {
namespace {

bool is_damaged(const SyntaxNode& node) {
  const auto has_skipped = [](const SyntaxNode& child) {
    return std::ranges::find(child.children, SyntaxKind::skipped, &SyntaxNode::kind) != child.children.end();
  };
  return has_skipped(node) || std::ranges::any_of(node.children, has_skipped);
}

std::string counted(std::size_t count, std::string_view word) {
  return fmt::format("{} {}{}", count, word, count == 1 ? "" : "s");
}

}  // namespace

// table = "table" NAME TEXT? [ ":" type ] "first"? { cite | "interprets" TEXT } "{" header row+ "}"
ast::Table Lowering::table(const SyntaxNode& node) {
  Parts parts{node};
  ast::Table result{.id = name(parts.next()),
                    .title = optional_text(parts.take(SyntaxKind::text)),
                    .type = {},
                    .first = false,
                    .columns = {},
                    .outputs = {},
                    .rows = {},
                    .otherwise = {},
                    .basis = {},
                    .header = node.span,
                    .damaged = is_damaged(node)};
  const bool readable = !result.damaged;
  while (!parts.empty()) {
    const auto& part = parts.next();
    switch (part.kind) {
      case SyntaxKind::keyword: result.first = true; break;
      case SyntaxKind::table_header: table_header(part, result); break;
      case SyntaxKind::table_row: table_row(part, readable, result); break;
      case SyntaxKind::cite:
      case SyntaxKind::interprets:
      case SyntaxKind::accept: basis(part, result.basis); break;
      case SyntaxKind::skipped: break;
      default: result.type = type(part);
    }
  }
  const bool empty = result.rows.empty() && !result.otherwise;
  if (empty && !result.damaged) diagnostics_.report(result.id.span, diagnostics::empty_table, result.id.text);
  result.damaged |= empty;
  return result;
}

// header = "|" converted { "|" converted } "=>" [ (NAME TEXT? [ ":" type ])% ]
void Lowering::table_header(const SyntaxNode& node, ast::Table& result) {
  result.header = node.span;
  for (Parts parts{node}; !parts.empty();) {
    const auto& part = parts.next();
    if (part.kind == SyntaxKind::table_output)
      result.outputs.push_back(table_output(part));
    else
      result.columns.push_back(expression(part));
  }
}

ast::TableOutput Lowering::table_output(const SyntaxNode& node) {
  Parts parts{node};
  ast::TableOutput result{name(parts.next()), optional_text(parts.take(SyntaxKind::text)), {}};
  if (!parts.empty()) result.type = type(parts.next());
  return result;
}

// row = "|" ( "otherwise" / cell { "|" cell } ) "=>" converted%
void Lowering::table_row(const SyntaxNode& node, bool readable, ast::Table& result) {
  Parts parts{node};
  ast::TableRow row{{}, {}, {file_, node.span.begin, node.span.begin}};
  const auto* otherwise = parts.take(SyntaxKind::keyword);
  if (otherwise) row.span.end = otherwise->span.end;
  while (parts.next_is(SyntaxKind::table_cell)) {
    row.span.end = parts.peek()->span.end;
    row.cells.push_back(table_cell(parts.next()));
  }
  while (!parts.empty()) row.values.push_back(expression(parts.next()));
  if (result.otherwise) {
    diagnostics_.report(row.span, diagnostics::row_after_otherwise)
        .note(result.otherwise->span, "the row with `otherwise`");
  } else if (!fits_table(row, otherwise != nullptr, readable, result)) {
    result.damaged = true;
  } else if (otherwise) {
    result.otherwise = std::move(row);
  } else {
    result.rows.push_back(std::move(row));
  }
}

// A cell for each column, unless it is `otherwise`, and a value for each output. Of a table of which part
// could not be read it is not said: the row may be as it should.
bool Lowering::fits_table(const ast::TableRow& row, bool is_otherwise, bool readable,
                          const ast::Table& table) {
  const auto outputs = std::max<std::size_t>(table.outputs.size(), 1);
  const bool fits_columns = is_otherwise || row.cells.size() == table.columns.size();
  if (readable && !fits_columns) {
    diagnostics_
        .report(row.span, diagnostics::cell_count, counted(row.cells.size(), "cell"),
                counted(table.columns.size(), "column"))
        .note(table.header, "the columns are named here");
  }
  if (readable && row.values.size() != outputs) {
    diagnostics_
        .report(join(row.values.front().span, row.values.back().span), diagnostics::value_count,
                counted(row.values.size(), "value"), counted(outputs, "output"))
        .note(table.header, "the outputs are named here");
  }
  return fits_columns && row.values.size() == outputs;
}

// cell = "any" / OP sum / "above" sum "to" "below"? sum / sum ( "to" "below"? sum / { "," sum } )
ast::TableCell Lowering::table_cell(const SyntaxNode& node) {
  Parts parts{node};
  if (const auto* word = parts.take(SyntaxKind::keyword)) {
    if (text_of(*word) == "any") return {node.span, ast::AnyCell{}};
    auto low = expression(parts.next());
    return {node.span, range_cell(std::move(low), true, parts)};
  }
  if (const auto* sign = parts.take(SyntaxKind::op)) {
    const auto& meaning = std::ranges::find(operators, text_of(*sign), &Operator::text)->meaning;
    return {node.span, ast::ComparedCell{std::get<ast::ComparisonOperator>(meaning), expression(parts.next()),
                                         sign->span}};
  }
  auto first = expression(parts.next());
  if (parts.next_is(SyntaxKind::keyword)) return {node.span, range_cell(std::move(first), false, parts)};
  ast::ListedCell listed;
  listed.values.push_back(std::move(first));
  while (!parts.empty()) listed.values.push_back(expression(parts.next()));
  return {node.span, std::move(listed)};
}

// What follows the low end: "to" "below"? sum
ast::RangeCell Lowering::range_cell(ast::Expr low, bool above, Parts& parts) {
  parts.next();
  const bool below = parts.take(SyntaxKind::keyword) != nullptr;
  return {std::move(low), expression(parts.next()), above, below};
}

}  // namespace waymark
