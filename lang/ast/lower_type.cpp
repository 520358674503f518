#include <algorithm>

#include <fmt/format.h>

#include "lang/ast/lowering.hpp"

namespace waymark {

// type = "yes" "or" "no" / "whole"? "number" [ "in" UNIT ] / ("one" | "any") "of" members / "date" / "moment"
// / "event" [ "in" UNIT ] / DOTTED
ast::TypeExpr Lowering::type(const SyntaxNode& node) {
  switch (node.kind) {
    case SyntaxKind::type_yes_no: return {node.span, ast::YesNoType{}};
    case SyntaxKind::type_number: return {node.span, number_type(node)};
    case SyntaxKind::type_one_of: return {node.span, ast::OneOfType{members(node), ordered(node)}};
    case SyntaxKind::type_any_of: {
      if (ordered(node)) diagnostics_.report(node.span, diagnostics::ordered_set);
      return {node.span, ast::AnyOfType{members(node)}};
    }
    case SyntaxKind::type_date: return {node.span, ast::DateType{}};
    case SyntaxKind::type_moment: return {node.span, ast::MomentType{}};
    case SyntaxKind::type_event: {
      const auto* in = Parts{node}.take(SyntaxKind::unit);
      return {node.span, ast::EventType{in ? std::optional{unit(*in)} : std::nullopt}};
    }
    case SyntaxKind::type_named: return named_type(node);
    default: return {node.span, ast::BrokenType{}};
  }
}

// "whole"? "number" [ "in" UNIT ]
ast::NumberType Lowering::number_type(const SyntaxNode& node) {
  Parts parts{node};
  ast::NumberType result{parts.take(SyntaxKind::keyword) != nullptr, std::nullopt};
  if (const auto* unit_node = parts.take(SyntaxKind::unit)) result.unit = unit(*unit_node);
  return result;
}

// DOTTED; only a number has a unit.
ast::TypeExpr Lowering::named_type(const SyntaxNode& node) {
  Parts parts{node};
  auto written = name(parts.next());
  if (parts.empty()) return {node.span, ast::NamedType{std::move(written)}};
  diagnostics_
      .report(written.span, diagnostics::expected_here, "`number`", " before `in`",
              fmt::format(", found `{}`", written.text))
      .fix(written.span, "number");
  return {node.span, ast::BrokenType{}};
}

// members = "{" member { ("," | "<")? member } ","? "}"
std::vector<ast::MemberDeclaration> Lowering::members(const SyntaxNode& node) {
  std::vector<ast::MemberDeclaration> result;
  for (const auto& child : node.children) {
    if (child.kind == SyntaxKind::member) result.push_back(member(child));
  }
  const bool all_skipped =
      std::ranges::find(node.children, SyntaxKind::skipped, &SyntaxNode::kind) != node.children.end();
  if (result.empty() && !all_skipped)
    report_empty(node, node.kind == SyntaxKind::type_one_of ? "one of" : "any of");
  return result;
}

// member = NAME TEXT? [ "=" "-"? NUMBER ] { cite | code }
ast::MemberDeclaration Lowering::member(const SyntaxNode& node) {
  Parts parts{node};
  ast::MemberDeclaration result{
      name(parts.next()), optional_text(parts.take(SyntaxKind::text)), std::nullopt, {}, {}};
  if (parts.next_is(SyntaxKind::keyword) || parts.next_is(SyntaxKind::number))
    result.points = signed_decimal(parts);
  while (!parts.empty()) {
    const auto& part = parts.next();
    if (part.kind == SyntaxKind::cite) cite(part, result.cites);
    if (part.kind == SyntaxKind::code) result.codes.push_back(code(part));
  }
  return result;
}

// Whether `<` stands between the members; it must then stand between all of them.
bool Lowering::ordered(const SyntaxNode& node) {
  const SyntaxNode* sign = nullptr;
  const SyntaxNode* unordered = nullptr;
  const SyntaxNode* previous = nullptr;
  for (Parts parts{node}; !parts.empty();) {
    const auto& child = parts.next();
    if (child.kind == SyntaxKind::keyword) sign = &child;
    if (child.kind == SyntaxKind::member && previous && previous->kind == SyntaxKind::member)
      unordered = &child;
    previous = &child;
  }
  if (sign && unordered) {
    diagnostics_.report(sign->span, diagnostics::mixed_separators)
        .note(unordered->span, "no `<` stands before this one");
  }
  return sign != nullptr;
}

}  // namespace waymark
