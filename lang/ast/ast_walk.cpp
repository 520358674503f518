#include "lang/ast/ast_walk.hpp"

#include "lang/text/overloaded.hpp"

namespace waymark::ast {

void for_each_operand(const Expr& expr, const std::function<void(const Expr&)>& function) {
  const auto all = [&](const std::vector<Expr>& exprs) {
    for (const auto& each : exprs) function(each);
  };
  const auto bounds = [&](const WindowSpan& span) {
    if (span.first) function(**span.first);
    if (span.second) function(**span.second);
  };
  std::visit(overloaded{
                 [&](const YesNo&) {},
                 [&](const UnknownLiteral&) {},
                 [&](const Number&) {},
                 [&](const DateLiteral&) {},
                 [&](const MomentLiteral&) {},
                 [&](const Reference&) {},
                 [&](const Not& e) { function(*e.operand); },
                 [&](const Negate& e) { function(*e.operand); },
                 [&](const Logical& e) { all(e.operands); },
                 [&](const Implies& e) { function(*e.premise), function(*e.conclusion); },
                 [&](const Arithmetic& e) { function(*e.left), function(*e.right); },
                 [&](const Comparison& e) { function(*e.left), function(*e.right); },
                 [&](const Is& e) { function(*e.subject); },
                 [&](const Between& e) { function(*e.subject), function(*e.low), function(*e.high); },
                 [&](const Includes& e) { function(*e.subject); },
                 [&](const Conversion& e) { function(*e.operand); },
                 [&](const Choose& e) {
                   for (const auto& arm : e.arms) function(*arm.value), function(*arm.guard);
                   if (e.otherwise) function(**e.otherwise);
                 },
                 [&](const Counting& e) { all(e.arguments); },
                 [&](const ReadingCount& e) {
                   function(*e.test), bounds(e.span);
                   if (e.apart) function(**e.apart);
                 },
                 [&](const EachReading&) {},
                 [&](const Window& e) { bounds(e.span); },
                 [&](const Known& e) { all(e.arguments); },
                 [&](const Since&) {},
                 [&](const TimeBetween&) {},
                 [&](const PointsOf&) {},
                 [&](const GivenDose&) {},
                 [&](const Call& e) { all(e.arguments); },
                 [&](const BrokenExpr&) {},
             },
             expr.node);
}

static void for_each_expression(const TableRow& row, const std::function<void(const Expr&)>& function) {
  for (const auto& cell : row.cells) {
    std::visit(overloaded{
                   [](const AnyCell&) {},
                   [&](const ComparedCell& each) { function(each.value); },
                   [&](const RangeCell& each) { function(each.low), function(each.high); },
                   [&](const ListedCell& each) {
                     for (const auto& value : each.values) function(value);
                   },
               },
               cell.node);
  }
  for (const auto& value : row.values) function(value);
}

void for_each_expression(const Table& table, const std::function<void(const Expr&)>& function) {
  for (const auto& column : table.columns) function(column);
  for (const auto& row : table.rows) for_each_expression(row, function);
  if (table.otherwise) for_each_expression(*table.otherwise, function);
}
namespace {

void for_each_name(const Name& fact, const WindowSpan& span,
                   const std::function<void(const std::string&)>& function) {
  function(fact.text);
  if (span.anchor) function(span.anchor->text);
}

}  // namespace

void for_each_reference(const Expr& expr, const std::function<void(const std::string&)>& function) {
  if (const auto* reference = std::get_if<Reference>(&expr.node)) function(reference->name);
  if (const auto* since = std::get_if<Since>(&expr.node)) function(since->subject.text);
  if (const auto* time = std::get_if<TimeBetween>(&expr.node))
    function(time->from.text), function(time->to.text);
  if (const auto* window = std::get_if<Window>(&expr.node))
    for_each_name(window->fact, window->span, function);
  if (const auto* count = std::get_if<ReadingCount>(&expr.node))
    for_each_name(count->fact, count->span, function);
  if (const auto* points = std::get_if<PointsOf>(&expr.node)) function(points->subject.text);
  if (const auto* call = std::get_if<Call>(&expr.node)) function(call->function.text);
  for_each_operand(expr, [&](const Expr& operand) { for_each_reference(operand, function); });
}

}  // namespace waymark::ast
