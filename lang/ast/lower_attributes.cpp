#include <algorithm>

#include "lang/ast/lowering.hpp"

namespace waymark {

struct Lowering::FirstPlaces {
  Span within, promptly, strength, certainty, done, target;
};

// Reads how something is given, step by step. What may stand once may do so in each step.
class Lowering::RegimenReader {
 public:
  RegimenReader(Lowering& lowering, std::vector<ast::Regimen>& steps) : lowering_{lowering}, steps_{steps} {}

  // False where the node says something else.
  bool read(const SyntaxNode& node) {
    Parts parts{node};
    switch (node.kind) {
      case SyntaxKind::next_step: next_step(node); return read(parts.next());
      case SyntaxKind::dose: lowering_.once(step().dose, lowering_.dose(node), node, first_.dose); break;
      case SyntaxKind::route:
        lowering_.once(step().route, lowering_.name(parts.next()), node, first_.route);
        break;
      case SyntaxKind::every: lowering_.once(step().every, lowering_.range(node), node, first_.every); break;
      case SyntaxKind::duration:
        lowering_.once(step().duration, lowering_.range(node), node, first_.duration);
        break;
      default: return false;
    }
    return true;
  }

 private:
  struct First {
    Span dose, route, every, duration;
  };

  ast::Regimen& step() { return steps_.empty() ? steps_.emplace_back() : steps_.back(); }

  void next_step(const SyntaxNode& node) {
    if (steps_.empty()) {
      const auto word = lowering_.keyword_of(node);
      const Span place{node.span.file, node.span.begin,
                       node.span.begin + static_cast<std::uint32_t>(word.size())};
      lowering_.diagnostics_.report(place, diagnostics::step_without_first);
    }
    steps_.emplace_back();
    first_ = {};
  }

  Lowering& lowering_;
  std::vector<ast::Regimen>& steps_;
  First first_;
};

// attributes = "{" { regimen | "within" sum | "promptly" | "when" expr | ... | cite } "}"; null where there
// are none.
ast::Attributes Lowering::attributes(const SyntaxNode* node) {
  ast::Attributes result;
  FirstPlaces first;
  if (!node) return result;
  RegimenReader regimen{*this, result.steps};
  for (Parts parts{*node}; !parts.empty();) {
    const auto& each = parts.next();
    if (!regimen.read(each)) attribute(each, result, first);
  }
  return result;
}

// "{" { regimen | "when" expr } "}" behind an alternative
void Lowering::option(const SyntaxNode& block, ast::Target& result) {
  RegimenReader regimen{*this, result.steps};
  for (Parts parts{block}; !parts.empty();) {
    const auto& each = parts.next();
    if (each.kind == SyntaxKind::when) result.when.push_back(expression(Parts{each}.next()));
    regimen.read(each);
  }
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
    case SyntaxKind::accept: accept(node); break;
    case SyntaxKind::interprets: result.interprets.push_back(text(parts.next())); break;
    case SyntaxKind::silent: result.silent.push_back(text(parts.next())); break;
    case SyntaxKind::within: once(result.within, within(node), node, first.within); break;
    case SyntaxKind::done_when: once(result.done, expression(parts.next()), node, first.done); break;
    case SyntaxKind::target: once(result.target, expression(parts.next()), node, first.target); break;
    case SyntaxKind::precedes: std::ranges::move(names(node), std::back_inserter(result.precedes)); break;
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
    default: break;  // skipped
  }
}

// "within" range [ "of" DOTTED ]
ast::Within Lowering::within(const SyntaxNode& node) {
  ast::Within result{range(node), std::nullopt, node.span};
  for (const auto& child : node.children) {
    if (child.kind == SyntaxKind::within_of) result.of = name(Parts{child}.next());
  }
  return result;
}

// dose = "dose" range [ "of" DOTTED ] { "at" ("least" | "most") sum } [ "rounded" "down"? "to" sum ]
ast::Dose Lowering::dose(const SyntaxNode& node) {
  ast::Dose result{range(node), std::nullopt, {}, std::nullopt, node.span};
  for (const auto& child : node.children) {
    Parts parts{child};
    switch (child.kind) {
      case SyntaxKind::dose_of: result.of = name(parts.next()); break;
      case SyntaxKind::dose_limit: {
        const bool at_most = text_of(parts.next()) == "most";
        result.limits.push_back({at_most, expression(parts.next())});
        break;
      }
      case SyntaxKind::rounding: {
        const bool down = parts.take(SyntaxKind::keyword) != nullptr;
        result.rounding = ast::DoseRounding{down, expression(parts.next())};
        break;
      }
      default: break;
    }
  }
  return result;
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
