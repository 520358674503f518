#include "lang/ast/lowering.hpp"

namespace waymark {

// source = "source" NAME TEXT? "{" { source_section } "}"
ast::SourceDeclaration Lowering::source(const SyntaxNode& node) {
  Parts parts{node};
  ast::SourceDeclaration result{name(parts.next()), optional_text(parts.take(SyntaxKind::text)), {}};
  while (!parts.empty()) {
    const auto& part = parts.next();
    const bool complete =
        part.kind == SyntaxKind::source_section && !Parts{part}.next_is(SyntaxKind::skipped);
    if (complete) result.sections.push_back(source_section(part));
  }
  return result;
}

// source_section = "section" NAME TEXT? "{" { statement } "}"
ast::SourceSection Lowering::source_section(const SyntaxNode& node) {
  Parts parts{node};
  ast::SourceSection result{name(parts.next()), optional_text(parts.take(SyntaxKind::text)), {}};
  while (!parts.empty()) {
    const auto& part = parts.next();
    if (part.kind == SyntaxKind::statement) result.statements.push_back(statement(part));
  }
  return result;
}

// statement = "statement" /[0-9]+[a-z]?/ TEXT { "refs" INT% | ("incomplete" | "outside") TEXT }
ast::Statement Lowering::statement(const SyntaxNode& node) {
  Parts parts{node};
  const auto& number_node = parts.next();
  ast::Statement result{
      std::string{text_of(number_node)}, node.span, number_node.span, text(parts.next()), {}, {}, {}};
  Span first_incomplete, first_outside;
  while (!parts.empty()) {
    const auto& part = parts.next();
    Parts inner{part};
    if (part.kind == SyntaxKind::incomplete)
      once(result.incomplete, text(inner.next()), part, first_incomplete);
    if (part.kind == SyntaxKind::outside) once(result.outside, text(inner.next()), part, first_outside);
    if (part.kind != SyntaxKind::refs) continue;
    while (!inner.empty()) result.refs.emplace_back(text_of(inner.next()));
  }
  return result;
}

}  // namespace waymark
