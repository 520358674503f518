#include <algorithm>
#include <array>
#include <utility>

#include "lang/ast/lowering.hpp"

namespace waymark {

// section = "section" NAME TEXT? [ "when" expr ] block
ast::Section Lowering::section(const SyntaxNode& node) {
  Parts parts{node};
  ast::Section result{name(parts.next()), optional_text(parts.take(SyntaxKind::text)), {}, {}};
  if (const auto* when = parts.take(SyntaxKind::section_when)) {
    Parts inner{*when};
    result.when = guard(inner);
  }
  result.body = block(parts.next());
  return result;
}

// The condition before a block; one that could not be read is broken.
ast::Expr Lowering::guard(Parts& parts) {
  const auto& node = parts.next();
  return node.kind == SyntaxKind::expression ? expression(node) : broken(node.span);
}

// block = "{" { branches / recommendation / contra / note } "}"
ast::Block Lowering::block(const SyntaxNode& node) {
  ast::Block result;
  for (Parts parts{node}; !parts.empty();) {
    const auto& part = parts.next();
    if (part.kind == SyntaxKind::accept) accept(part);
    const auto around = std::exchange(scope_, part.span);
    if (auto lowered = block_item(part)) result.push_back(std::move(*lowered));
    scope_ = around;
  }
  return result;
}

std::optional<ast::BlockItem> Lowering::block_item(const SyntaxNode& node) {
  switch (node.kind) {
    case SyntaxKind::branches: return ast::BlockItem{node.span, branches(node)};
    case SyntaxKind::contraindication: return ast::BlockItem{node.span, contraindication(node)};
    case SyntaxKind::note: return ast::BlockItem{node.span, note(node)};
    case SyntaxKind::recommendation: {
      auto lowered = recommendation(node);
      if (!lowered) return std::nullopt;
      return ast::BlockItem{node.span, std::move(*lowered)};
    }
    default: return std::nullopt;  // skipped
  }
}

// branches = "when" expr block { "otherwise" "when" expr block } [ "otherwise" block ] [ "if" "unknown" block
// ]
ast::Branches Lowering::branches(const SyntaxNode& node) {
  ast::Branches result;
  for (Parts parts{node}; !parts.empty();) {
    const auto& part = parts.next();
    Parts inner{part};
    if (part.kind == SyntaxKind::branch) {
      auto condition = guard(inner);
      scope_ = part.span;
      result.branches.push_back({std::move(condition), block(inner.next()), part.span});
      if (result.branches.size() == ast::most_branches + 1) report_too_many_branches(part.span);
    } else {
      const bool otherwise = part.kind == SyntaxKind::otherwise;
      scope_ = part.span;
      (otherwise ? result.otherwise : result.if_unknown) = block(inner.next());
      (otherwise ? result.otherwise_span : result.if_unknown_span) = part.span;
    }
  }
  return result;
}

void Lowering::report_too_many_branches(Span span) {
  diagnostics_.report(span, diagnostics::nested_too_deeply, static_cast<int>(ast::most_branches))
      .help(
          "each `otherwise when` stands inside all branches before it; make several chains of them, each "
          "under a `when` of its own");
}

// recommendation = ( ("must" | "should") "not"? verb / "consider" verb? ) target [ "as" NAME ] attributes?
// One whose head could not be read is left out, but its attributes are looked at for what they report.
std::optional<ast::Recommendation> Lowering::recommendation(const SyntaxNode& node) {
  Parts parts{node};
  if (parts.take(SyntaxKind::skipped)) {
    attributes(parts.peek());
    return std::nullopt;
  }
  const auto strength = modality(parts);
  auto verb = optional_name(parts.take(SyntaxKind::verb));
  auto advised = target(parts.next());
  auto id = optional_name(parts.take(SyntaxKind::id));
  return ast::Recommendation{strength, std::move(verb), std::move(advised), std::move(id),
                             attributes(parts.peek())};
}

ast::Modality Lowering::modality(Parts& parts) {
  const auto word = text_of(parts.next());
  const bool negated = parts.take(SyntaxKind::keyword) != nullptr;
  if (word == "consider") return ast::Modality::consider;
  if (word == "must") return negated ? ast::Modality::must_not : ast::Modality::must;
  return negated ? ast::Modality::should_not : ast::Modality::should;
}

// target = choice / DOTTED
ast::Target Lowering::target(const SyntaxNode& node) {
  if (node.kind == SyntaxKind::choice) return {node.span, choice(node)};
  return {node.span, name(node)};
}

// choice = ("one" | "all") "of" "{" option%? "}"          option = choice / DOTTED [ "{" { regimen | "when"
// expr } "}" ]
ast::Choice Lowering::choice(const SyntaxNode& node) {
  Parts parts{node};
  const bool one = text_of(parts.next()) == "one";
  ast::Choice result{one ? ast::ChoiceKind::one_of : ast::ChoiceKind::all_of, {}};
  if (parts.empty()) report_empty(node, one ? "one of" : "all of");
  while (!parts.empty()) {
    const auto& option = parts.next();
    if (option.kind == SyntaxKind::option_block && !result.options.empty())
      this->option(option, result.options.back());
    if (option.kind == SyntaxKind::name || option.kind == SyntaxKind::choice)
      result.options.push_back(target(option));
  }
  return result;
}

// contra = "contraindicated" DOTTED% [ "as" NAME ] attributes?
ast::Contraindication Lowering::contraindication(const SyntaxNode& node) {
  Parts parts{node};
  std::vector<ast::Name> actions;
  while (const auto* action = parts.take(SyntaxKind::name)) actions.push_back(name(*action));
  auto id = optional_name(parts.take(SyntaxKind::id));
  const auto* list = parts.peek();
  return {std::move(actions), std::move(id), attributes(list), misplaced_attributes(list)};
}

// A contraindication says when and why, and has no regimen.
std::vector<ast::Name> Lowering::misplaced_attributes(const SyntaxNode* list) const {
  constexpr std::array allowed = {SyntaxKind::when,       SyntaxKind::because, SyntaxKind::cite,
                                  SyntaxKind::interprets, SyntaxKind::accept,  SyntaxKind::skipped};
  std::vector<ast::Name> result;
  if (!list) return result;
  for (Parts parts{*list}; !parts.empty();) {
    const auto& node = parts.next();
    if (std::ranges::find(allowed, node.kind) == allowed.end())
      result.push_back({std::string{keyword_of(node)}, node.span});
  }
  return result;
}

// note = "note" NAME "{" { "says" TEXT | "when" expr | cite | ("interprets" | "silent") TEXT } "}"
ast::NoteStatement Lowering::note(const SyntaxNode& node) {
  Parts parts{node};
  ast::NoteStatement result{name(parts.next()), {}, {}, {}, {}, {}};
  Span first_says;
  bool unread = false;
  while (!parts.empty()) {
    const auto& part = parts.next();
    Parts inner{part};
    if (part.kind == SyntaxKind::says) once(result.says, text_template(inner.next()), part, first_says);
    if (part.kind == SyntaxKind::when) result.when.push_back(expression(inner.next()));
    if (part.kind == SyntaxKind::cite) cite(part, result.cites);
    if (part.kind == SyntaxKind::interprets) result.interprets.push_back(text(inner.next()));
    if (part.kind == SyntaxKind::accept) accept(part);
    if (part.kind == SyntaxKind::silent) result.silent.push_back(text(inner.next()));
    unread = unread || part.kind == SyntaxKind::skipped;
  }
  if (unread && !result.says) result.says = ast::Template{{}, node.span};  // may be in what was not read
  return result;
}

}  // namespace waymark
