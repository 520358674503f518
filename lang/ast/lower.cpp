#include "lang/ast/lower.hpp"

#include <cstdlib>

#include <fmt/format.h>

#include "lang/ast/lowering.hpp"
#include "lang/syntax/scan.hpp"

namespace waymark {

const SyntaxNode& Parts::next() {
  const auto& node = *at_++;
  settle();
  return node;
}

// file = { item }
ast::File Lowering::file(const SyntaxNode& node) {
  ast::File result{.file = file_, .items = {}};
  for (Parts parts{node}; !parts.empty();) {
    if (auto lowered = item(parts.next())) result.items.push_back(std::move(*lowered));
  }
  result.accepted = std::move(accepted_);
  return result;
}

ast::Expr Lowering::single_expression(const SyntaxNode& node) {
  Parts parts{node};
  const bool readable = !parts.empty() && node.children.back().kind != SyntaxKind::skipped;
  return readable ? expression(parts.next()) : ast::Expr{node.span, ast::BrokenExpr{}};
}

std::optional<ast::Item> Lowering::item(const SyntaxNode& node) {
  scope_ = node.span;
  if (Parts{node}.next_is(SyntaxKind::skipped)) return broken_item(node);
  switch (node.kind) {
    case SyntaxKind::header: return ast::Item{node.span, header(node)};
    case SyntaxKind::use: return ast::Item{node.span, ast::Use{name(Parts{node}.next())}};
    case SyntaxKind::source: return ast::Item{node.span, source(node)};
    case SyntaxKind::fact: return ast::Item{node.span, fact(node)};
    case SyntaxKind::parameter: return ast::Item{node.span, parameter(node)};
    case SyntaxKind::define: return ast::Item{node.span, define(node)};
    case SyntaxKind::score: return ast::Item{node.span, score(node)};
    case SyntaxKind::table: return ast::Item{node.span, table(node)};
    case SyntaxKind::action: return ast::Item{node.span, action(node)};
    case SyntaxKind::codes_declaration: return ast::Item{node.span, codes_declaration(node)};
    case SyntaxKind::unit_declaration: return ast::Item{node.span, unit_declaration(node)};
    case SyntaxKind::type_declaration: return ast::Item{node.span, type_declaration(node)};
    case SyntaxKind::section: return ast::Item{node.span, section(node)};
    case SyntaxKind::property: return ast::Item{node.span, property(node)};
    case SyntaxKind::scenario: return ast::Item{node.span, scenario(node)};
    case SyntaxKind::adapt: return ast::Item{node.span, adapt(node)};
    case SyntaxKind::withdraw: return ast::Item{node.span, withdraw(node)};
    default: return std::nullopt;  // skipped
  }
}

// One whose head could not be read is left out, but what is in it is looked at for what it reports.
std::optional<ast::Item> Lowering::broken_item(const SyntaxNode& node) {
  for (const auto& child : node.children) {
    if (child.kind == SyntaxKind::block) block(child);
  }
  return std::nullopt;
}

// property = ("always" | "never") TEXT ":" expr { accept }
ast::Property Lowering::property(const SyntaxNode& node) {
  Parts parts{node};
  const bool always = text_of(parts.next()) == "always";
  auto label = text(parts.next());
  ast::Property result{always ? ast::PropertyKind::always : ast::PropertyKind::never, std::move(label),
                       expression(parts.next())};
  while (!parts.empty()) accept(parts.next());
  return result;
}

// accept = "accept" QUESTION TEXT
void Lowering::accept(const SyntaxNode& node, bool whole) {
  Parts parts{node};
  auto question = name(parts.next());
  accepted_.push_back({std::move(question), text(parts.next()), node.span, scope_, whole});
}

std::string_view Lowering::keyword_of(const SyntaxNode& node) const { return scan::word(text_of(node)); }

// Micro has two code points; the unit tables know it as `u`.
ast::UnitText Lowering::unit(const SyntaxNode& node) const {
  std::string written{text_of(node)};
  for (const std::string_view micro : {"\u00B5", "\u03BC"}) {
    for (auto at = written.find(micro); at != std::string::npos; at = written.find(micro)) {
      written.replace(at, micro.size(), 1, 'u');
    }
  }
  return {std::move(written), node.span};
}

std::vector<ast::Name> Lowering::names(const SyntaxNode& node) const {
  std::vector<ast::Name> result;
  for (const auto& child : node.children) {
    if (child.kind == SyntaxKind::name) result.push_back(name(child));
  }
  return result;
}

std::optional<ast::Name> Lowering::optional_name(const SyntaxNode* node) const {
  return node ? std::optional{name(*node)} : std::nullopt;
}

std::optional<ast::Text> Lowering::optional_text(const SyntaxNode* node) {
  return node ? std::optional{text(*node)} : std::nullopt;
}

void Lowering::report_doubled(const SyntaxNode& second, Span first) {
  const auto word = keyword_of(second);
  const auto begin = second.span.begin;
  const Span place{file_, begin, begin + static_cast<std::uint32_t>(word.size())};
  diagnostics_.report(place, diagnostics::doubled_attribute, word).note(first, "the first one is here");
}

void Lowering::report_empty(const SyntaxNode& node, std::string_view form) {
  diagnostics_.report(node.span, diagnostics::empty_list, form);
}

ast::File lower(const SyntaxNode& tree, const Sources& sources, std::uint32_t file,
                Diagnostics& diagnostics) {
  return Lowering{sources, file, diagnostics}.file(tree);
}

ast::Expr lower_expression(const SyntaxNode& tree, const Sources& sources, std::uint32_t file,
                           Diagnostics& diagnostics) {
  return Lowering{sources, file, diagnostics}.single_expression(tree);
}

}  // namespace waymark
