#include <fmt/format.h>

#include "lang/ast/lowering.hpp"

namespace waymark {

struct Lowering::SourcePlaces {
  Span heading, edition, address, retrieved;
};

// source = "source" NAME TEXT? "{" { source_section | "heading" TEXT | "edition" TEXT | "address" TEXT |
// "retrieved" DATE } "}"
ast::SourceDeclaration Lowering::source(const SyntaxNode& node) {
  Parts parts{node};
  ast::SourceDeclaration result;
  result.id = name(parts.next());
  result.title = optional_text(parts.take(SyntaxKind::text));
  SourcePlaces first;
  while (!parts.empty()) {
    const auto& part = parts.next();
    source_attribute(part, result, first);
    const bool complete =
        part.kind == SyntaxKind::source_section && !Parts{part}.next_is(SyntaxKind::skipped);
    if (complete) result.sections.push_back(source_section(part));
  }
  return result;
}

// "heading" TEXT | "edition" TEXT | "address" TEXT | "retrieved" DATE
void Lowering::source_attribute(const SyntaxNode& node, ast::SourceDeclaration& result, SourcePlaces& first) {
  Parts parts{node};
  switch (node.kind) {
    case SyntaxKind::printed_heading: once(result.heading, text(parts.next()), node, first.heading); break;
    case SyntaxKind::edition: once(result.edition, text(parts.next()), node, first.edition); break;
    case SyntaxKind::address: once(result.address, text(parts.next()), node, first.address); break;
    case SyntaxKind::retrieved: retrieved(node, result, first); break;
    default: break;
  }
}

// The day on which it was looked at.
void Lowering::retrieved(const SyntaxNode& node, ast::SourceDeclaration& result, SourcePlaces& first) {
  const auto& written = Parts{node}.next();
  const auto day = instant(written);
  if (const auto* date = std::get_if<ast::DateLiteral>(&day.node))
    return once(result.retrieved, date->date, node, first.retrieved);
  diagnostics_.report(written.span, diagnostics::expected_here, "a date such as `2026-11-23`", "",
                      fmt::format(", found `{}`", text_of(written)));
}

// source_section = "section" NAME TEXT? "{" { statement | "heading" TEXT } "}"
ast::SourceSection Lowering::source_section(const SyntaxNode& node) {
  Parts parts{node};
  ast::SourceSection result{name(parts.next()), optional_text(parts.take(SyntaxKind::text)), {}, {}};
  Span first_heading;
  while (!parts.empty()) {
    const auto& part = parts.next();
    if (part.kind == SyntaxKind::printed_heading)
      once(result.heading, text(Parts{part}.next()), part, first_heading);
    if (part.kind == SyntaxKind::statement) result.statements.push_back(statement(part));
  }
  return result;
}

// statement = "statement" /[0-9]+[a-z]?/ TEXT { "refs" INT% | ("incomplete" | "outside" | "open") TEXT }
ast::Statement Lowering::statement(const SyntaxNode& node) {
  Parts parts{node};
  const auto& number_node = parts.next();
  ast::Statement result{
      std::string{text_of(number_node)}, node.span, number_node.span, text(parts.next()), {}, {}, {}, {}};
  Span first_incomplete, first_outside;
  while (!parts.empty()) {
    const auto& part = parts.next();
    Parts inner{part};
    if (part.kind == SyntaxKind::incomplete)
      once(result.incomplete, text(inner.next()), part, first_incomplete);
    if (part.kind == SyntaxKind::outside) once(result.outside, text(inner.next()), part, first_outside);
    if (part.kind == SyntaxKind::leaves_open) result.open.push_back(text(inner.next()));
    if (part.kind != SyntaxKind::refs) continue;
    while (!inner.empty()) result.refs.emplace_back(text_of(inner.next()));
  }
  return result;
}

}  // namespace waymark
