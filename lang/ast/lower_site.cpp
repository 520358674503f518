#include <algorithm>

#include "lang/ast/lowering.hpp"

namespace waymark {

static bool lacks_something(const SyntaxNode& list) {
  return std::ranges::find(list.children, SyntaxKind::skipped, &SyntaxNode::kind) != list.children.end();
}

// "adapts" NAME TEXT
ast::Adapts Lowering::adapts(const SyntaxNode& node) {
  Parts parts{node};
  auto pathway = name(parts.next());
  return {std::move(pathway), text(parts.next())};
}

// adapt = "adapt" DOTTED ( "=" expr [ changes ] / changes )
ast::Adapt Lowering::adapt(const SyntaxNode& node) {
  Parts parts{node};
  ast::Adapt result{name(parts.next()), {}, {}, {}, {}, {}};
  if (const auto* value = parts.take(SyntaxKind::expression)) result.value = expression(*value);
  const auto* changes = parts.peek();
  if (!changes) return result;
  result.attributes = attributes(changes);
  result.words = attribute_words(*changes);
  result.damaged = lacks_something(*changes);
  Span first_valid, first_from;
  for (Parts all{*changes}; !all.empty();) {
    const auto& each = all.next();
    Parts inner{each};
    if (each.kind == SyntaxKind::valid_for)
      once(result.valid_for, expression(inner.next()), each, first_valid);
    if (each.kind == SyntaxKind::found_in) once(result.from, name(inner.next()), each, first_from);
    if (each.kind == SyntaxKind::code) result.codes.push_back(code(each));
    if (each.kind == SyntaxKind::otherwise_no) result.otherwise_no = true;
  }
  return result;
}

// withdraw = "withdraw" DOTTED attributes?
ast::Withdraw Lowering::withdraw(const SyntaxNode& node) {
  Parts parts{node};
  ast::Withdraw result{name(parts.next()), {}};
  const auto* list = parts.peek();
  if (!list) return result;
  result.attributes = attributes(list);
  result.words = attribute_words(*list);
  result.damaged = lacks_something(*list);
  return result;
}

// The word that each attribute begins with, as messages and results name it.
std::vector<ast::Name> Lowering::attribute_words(const SyntaxNode& list) const {
  std::vector<ast::Name> result;
  for (Parts parts{list}; !parts.empty();) {
    const auto& node = parts.next();
    if (node.kind == SyntaxKind::skipped) continue;
    std::string word{keyword_of(node)};
    if (node.kind == SyntaxKind::valid_for) word += " for";
    if (node.kind == SyntaxKind::done_when) word += " when";
    if (node.kind == SyntaxKind::requires_known) word += " known";
    if (node.kind == SyntaxKind::otherwise_no) word += " no";
    const Span place{file_, node.span.begin,
                     node.span.begin + static_cast<std::uint32_t>(keyword_of(node).size())};
    result.push_back({std::move(word), place});
  }
  return result;
}

}  // namespace waymark
