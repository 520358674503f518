#include <fmt/format.h>

#include "lang/ast/lowering.hpp"

namespace waymark {

// atom, as the flat run of an expression holds it: a number may be followed by its unit, a name by its
// arguments.
ast::Expr Lowering::operand(Parts& rest) {
  if (rest.next_is(SyntaxKind::number)) return quantity(rest);
  const auto& node = rest.next();
  switch (node.kind) {
    case SyntaxKind::name: return reference(node, rest.take(SyntaxKind::arguments));
    case SyntaxKind::literal: return literal(node);
    case SyntaxKind::date: return date(node);
    case SyntaxKind::group: return group(node);
    case SyntaxKind::choose: return choose(node);
    case SyntaxKind::counting: return counting(node);
    case SyntaxKind::known: return known(node);
    case SyntaxKind::since: return since(node);
    case SyntaxKind::points_of: return {node.span, ast::PointsOf{name(Parts{node}.next())}};
    case SyntaxKind::given_dose: return given_dose(node);
    case SyntaxKind::window: return window(node);
    default: return broken(node.span);  // skipped
  }
}

// DOTTED / call = DOTTED args
ast::Expr Lowering::reference(const SyntaxNode& node, const SyntaxNode* arguments_node) {
  if (arguments_node) {
    return {join(node.span, arguments_node->span), ast::Call{name(node), arguments(*arguments_node)}};
  }
  const auto word = text_of(node);
  if (word != "true" && word != "false") return {node.span, ast::Reference{std::string{word}}};
  diagnostics_.report(node.span, diagnostics::foreign_word, word)
      .fix(node.span, word == "true" ? "yes" : "no");
  return broken(node.span);
}

ast::Expr Lowering::literal(const SyntaxNode& node) {
  const auto word = text_of(node);
  if (word == "unknown") return {node.span, ast::UnknownLiteral{}};
  return {node.span, ast::YesNo{word == "yes"}};
}

// "(" expr ")"; its span takes in the parentheses.
ast::Expr Lowering::group(const SyntaxNode& node) {
  auto inner = expression(Parts{node}.next());
  inner.span = node.span;
  return inner;
}

// choose = "choose" "{" (sum ("when" expr / "otherwise"))%? "}"
ast::Expr Lowering::choose(const SyntaxNode& node) {
  ast::Choose result;
  bool whole = true;
  for (Parts parts{node}; !parts.empty();) {
    const auto& child = parts.next();
    if (child.kind == SyntaxKind::arm)
      arm(child, result);
    else
      whole = false;
  }
  if (!whole) return broken(node.span);
  if (result.arms.empty() && !result.otherwise) {
    report_empty(node, "choose");
    return broken(node.span);
  }
  return {node.span, std::move(result)};
}

void Lowering::arm(const SyntaxNode& node, ast::Choose& result) {
  Parts parts{node};
  auto value = expression(parts.next());
  const auto& guard = parts.next();
  if (result.otherwise) {
    diagnostics_.report(node.span, diagnostics::arm_after_otherwise)
        .note((*result.otherwise)->span, "the arm with `otherwise`");
  } else if (guard.kind == SyntaxKind::keyword) {
    result.otherwise.emplace(std::move(value));
  } else {
    result.arms.push_back({std::move(value), expression(guard)});
  }
}

// counting = ("at" ("least" | "most") / "exactly") INT ( counted_readings / "of" args )
ast::Expr Lowering::counting(const SyntaxNode& node) {
  Parts parts{node};
  const auto word = text_of(parts.next());
  const auto& number_node = parts.next();
  const auto count = decimal(number_node).to_integer();
  const auto counting_word = word == "least"  ? ast::CountingWord::at_least
                             : word == "most" ? ast::CountingWord::at_most
                                              : ast::CountingWord::exactly;
  const auto& counted = parts.next();
  if (counted.kind == SyntaxKind::counted_readings)
    return reading_count(node.span, counting_word, count.value_or(0), counted);
  return {node.span, ast::Counting{counting_word, count.value_or(0), arguments(counted)}};
}

// known = ("any" | "first") "known" "of" args
ast::Expr Lowering::known(const SyntaxNode& node) {
  Parts parts{node};
  const auto word = text_of(parts.next()) == "any" ? ast::KnownWord::any : ast::KnownWord::first;
  return {node.span, ast::Known{word, arguments(parts.next())}};
}

// given_dose = [ "highest" | "lowest" ] [ "daily" ] "dose" "of" DOTTED
ast::Expr Lowering::given_dose(const SyntaxNode& node) {
  ast::GivenDose result{ast::DoseEnd::only, false, {}};
  for (Parts parts{node}; !parts.empty();) {
    const auto& part = parts.next();
    const auto word = text_of(part);
    if (part.kind != SyntaxKind::keyword) result.subject = name(part);
    if (part.kind != SyntaxKind::keyword) continue;
    result.daily |= word == "daily";
    if (word == "highest") result.end = ast::DoseEnd::highest;
    if (word == "lowest") result.end = ast::DoseEnd::lowest;
  }
  return {node.span, std::move(result)};
}

// since = ("time" | "years" | "months" | "days") "since" DOTTED | "time" "from" DOTTED "to" DOTTED
ast::Expr Lowering::since(const SyntaxNode& node) {
  Parts parts{node};
  const auto word = text_of(parts.next());
  auto subject = name(parts.next());
  if (!parts.empty()) return {node.span, ast::TimeBetween{std::move(subject), name(parts.next())}};
  const auto since_word = word == "time"     ? ast::SinceWord::time
                          : word == "years"  ? ast::SinceWord::years
                          : word == "months" ? ast::SinceWord::months
                                             : ast::SinceWord::days;
  return {node.span, ast::Since{since_word, std::move(subject)}};
}

// args = "(" expr% ")"
std::vector<ast::Expr> Lowering::arguments(const SyntaxNode& node) {
  std::vector<ast::Expr> result;
  for (Parts parts{node}; !parts.empty();) result.push_back(expression(parts.next()));
  return result;
}

// set = "{" NAME% "}" behind the words of `form`
std::vector<ast::Name> Lowering::set(const SyntaxNode& node, std::string_view form) {
  auto result = names(node);
  if (result.empty()) report_empty(node, form);
  return result;
}

}  // namespace waymark
