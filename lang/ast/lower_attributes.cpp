#include <algorithm>

#include "lang/ast/lowering.hpp"

namespace waymark {

struct Lowering::FirstPlaces {
  Span dose, route, every, duration, within, promptly, strength, certainty;
};

// attributes = "{" { regimen | "within" sum | "promptly" | "when" expr | ... | cite } "}"; null where there
// are none.
ast::Attributes Lowering::attributes(const SyntaxNode* node) {
  ast::Attributes result;
  FirstPlaces first;
  if (!node) return result;
  for (Parts parts{*node}; !parts.empty();) attribute(parts.next(), result, first);
  return result;
}

void Lowering::attribute(const SyntaxNode& node, ast::Attributes& result, FirstPlaces& first) {
  Parts parts{node};
  switch (node.kind) {
    case SyntaxKind::when: result.when.push_back(expression(parts.next())); break;
    case SyntaxKind::until: result.until.push_back(expression(parts.next())); break;
    case SyntaxKind::because: result.because.push_back(text_template(parts.next())); break;
    case SyntaxKind::requires_known:
      std::ranges::move(names(node), std::back_inserter(result.requires_known));
      break;
    case SyntaxKind::cite: cite(node, result.cites); break;
    case SyntaxKind::within: {
      once(result.within, expression(parts.next()), node, first.within);
      if (const auto* of = parts.take(SyntaxKind::within_of))
        report_not_built_yet(of->span, "`within ... of`");
      break;
    }
    case SyntaxKind::promptly: {
      if (result.promptly)
        report_doubled(node, first.promptly);
      else
        first.promptly = node.span;
      result.promptly = true;
      break;
    }
    case SyntaxKind::strength: once(result.strength, strength(node), node, first.strength); break;
    case SyntaxKind::certainty: once(result.certainty, certainty(node), node, first.certainty); break;
    default: attribute_of_regimen(node, result, first);
  }
}

// regimen = "dose" range [ "of" DOTTED ] [ "at" "most" sum ] | "route" NAME | "every" range | "for" range
void Lowering::attribute_of_regimen(const SyntaxNode& node, ast::Attributes& result, FirstPlaces& first) {
  Parts parts{node};
  switch (node.kind) {
    case SyntaxKind::dose: {
      once(result.dose, range(node), node, first.dose);
      for (const auto& child : node.children) {
        if (child.kind == SyntaxKind::dose_of) report_not_built_yet(child.span, "`dose ... of`");
        if (child.kind == SyntaxKind::at_most) report_not_built_yet(child.span, "`at most` behind a dose");
      }
      break;
    }
    case SyntaxKind::route: once(result.route, name(parts.next()), node, first.route); break;
    case SyntaxKind::every: once(result.every, range(node), node, first.every); break;
    case SyntaxKind::duration: once(result.duration, range(node), node, first.duration); break;
    case SyntaxKind::target: report_not_built_yet(node.span, "`target`"); break;
    case SyntaxKind::done_when: report_not_built_yet(node.span, "`done when`"); break;
    case SyntaxKind::before: report_not_built_yet(node.span, "`before`"); break;
    default: break;  // skipped
  }
}

// "strength" ("strong" | "conditional")
ast::Strength Lowering::strength(const SyntaxNode& node) const {
  return text_of(Parts{node}.next()) == "strong" ? ast::Strength::strong : ast::Strength::conditional;
}

// "certainty" ("high" | "moderate" | "very"? "low")
ast::Certainty Lowering::certainty(const SyntaxNode& node) const {
  const auto word = text_of(Parts{node}.next());
  if (word == "high") return ast::Certainty::high;
  if (word == "moderate") return ast::Certainty::moderate;
  return word == "very" ? ast::Certainty::very_low : ast::Certainty::low;
}

// cite = "cite" CITED%
void Lowering::cite(const SyntaxNode& node, std::vector<ast::Citation>& result) const {
  for (Parts parts{node}; !parts.empty();) result.push_back(citation(parts.next()));
}

// CITED = !RESERVED IDENT { "." (IDENT | /[0-9]+[a-z]?/) }+
ast::Citation Lowering::citation(const SyntaxNode& node) const {
  ast::Citation result{{}, node.span};
  const auto written = text_of(node);
  for (std::size_t begin = 0; begin <= written.size();) {
    const auto end = std::min(written.find('.', begin), written.size());
    const auto offset = node.span.begin + static_cast<std::uint32_t>(begin);
    const Span span{file_, offset, offset + static_cast<std::uint32_t>(end - begin)};
    result.parts.push_back({std::string{sources_.text(span)}, span});
    begin = end + 1;
  }
  return result;
}

}  // namespace waymark
