#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lang/ast/ast.hpp"
#include "lang/ast/operators.hpp"
#include "lang/syntax/syntax_tree.hpp"
#include "lang/text/diagnostics.hpp"
#include "lang/text/source.hpp"

namespace waymark {

// Reads a node's children one after the other and passes over the trivia between them.
class Parts {
 public:
  explicit Parts(const SyntaxNode& node) : at_{node.children.data()}, end_{at_ + node.children.size()} {
    settle();
  }

  bool empty() const { return at_ == end_; }
  const SyntaxNode* peek() const { return empty() ? nullptr : at_; }
  bool next_is(SyntaxKind kind) const { return !empty() && at_->kind == kind; }
  // The next child; the grammar says that there is one.
  const SyntaxNode& next();
  // The next child if it is of this kind, else null.
  const SyntaxNode* take(SyntaxKind kind) { return next_is(kind) ? &next() : nullptr; }

 private:
  void settle() {
    while (at_ != end_ && at_->kind == SyntaxKind::trivia) ++at_;
  }

  const SyntaxNode* at_;
  const SyntaxNode* end_;
};

// A text with its escapes resolved, and where each of its bytes comes from.
struct DecodedText {
  std::string value;
  std::vector<std::uint32_t> offsets;
};

// One file's way from the syntax tree to the AST; lower.hpp says what it reports. Each function takes the
// node of the production that stands above it.
class Lowering {
 public:
  Lowering(const Sources& sources, std::uint32_t file, Diagnostics& diagnostics)
      : sources_{sources}, file_{file}, diagnostics_{diagnostics} {}

  ast::File file(const SyntaxNode& node);
  ast::Expr single_expression(const SyntaxNode& node);

 private:
  // lower.cpp: items and what all parts share
  std::optional<ast::Item> item(const SyntaxNode& node);
  std::optional<ast::Item> broken_item(const SyntaxNode& node);
  std::string_view text_of(const SyntaxNode& node) const { return sources_.text(node.span); }
  std::string_view keyword_of(const SyntaxNode& node) const;  // the first word of a node
  ast::Name name(const SyntaxNode& node) const { return {std::string{text_of(node)}, node.span}; }
  ast::UnitText unit(const SyntaxNode& node) const;
  std::vector<ast::Name> names(const SyntaxNode& node) const;  // all names among the children
  std::optional<ast::Name> optional_name(const SyntaxNode* node) const;
  std::optional<ast::Text> optional_text(const SyntaxNode* node);
  ast::Property property(const SyntaxNode& node);
  void report_doubled(const SyntaxNode& second, Span first);
  void report_empty(const SyntaxNode& node, std::string_view form);
  // Puts `value` into `place`; a second value is reported and left out.
  template <typename T>
  void once(std::optional<T>& place, std::type_identity_t<T> value, const SyntaxNode& node, Span& first) {
    if (place) return report_doubled(node, first);
    place = std::move(value);
    first = node.span;
  }

  // lower_text.cpp
  ast::Text text(const SyntaxNode& node);
  ast::Template text_template(const SyntaxNode& node);
  DecodedText decode(const SyntaxNode& node);
  void decode_line(std::uint32_t begin, std::uint32_t end, DecodedText& result);
  std::uint32_t decode_escape(std::uint32_t begin, std::uint32_t end, DecodedText& result);
  class PlaceholderReader;
  std::uint32_t placeholder(std::uint32_t begin, std::uint32_t end, ast::Template& result);
  std::optional<int> places(Span digits) const;

  // lower_literal.cpp
  ast::Number number(const SyntaxNode& node, const SyntaxNode* unit);
  Decimal decimal(const SyntaxNode& node);
  Decimal signed_decimal(Parts& parts);
  bool reports_grouping(const SyntaxNode& node);
  ast::Instant instant(const SyntaxNode& node);
  ast::Expr date(const SyntaxNode& node);
  ast::Expr month(const SyntaxNode& node);
  ast::Expr quantity(Parts& parts);

  // lower_expression.cpp
  ast::Expr expression(const SyntaxNode& node);
  int count_nesting(const SyntaxNode& node) const;
  ast::Expr climb(Parts& rest, Precedence minimum);
  ast::Expr prefixed(Parts& rest, Precedence minimum);
  ast::Expr negation(Parts& rest, const SyntaxNode& sign, Precedence minimum);
  ast::Expr extended(ast::Expr left, const SyntaxNode& sign, Parts& rest);
  ast::Expr combined(ast::Expr left, const Operator& op, const SyntaxNode& sign, Parts& rest);
  ast::Expr logical(ast::Expr left, const Operator& op, Parts& rest);
  ast::Expr is_test(ast::Expr subject, const SyntaxNode& node);
  ast::Expr between(ast::Expr subject, const SyntaxNode& node);
  ast::Expr includes(ast::Expr subject, const SyntaxNode& node);
  bool clashes(const SyntaxNode& previous, const SyntaxNode& next);
  void report_chain(const SyntaxNode& previous, const SyntaxNode& next);
  ast::Range range(const SyntaxNode& node);

  // lower_operand.cpp
  ast::Expr operand(Parts& rest);
  ast::Expr reference(const SyntaxNode& node, const SyntaxNode* arguments);
  ast::Expr literal(const SyntaxNode& node);
  ast::Expr group(const SyntaxNode& node);
  ast::Expr choose(const SyntaxNode& node);
  void arm(const SyntaxNode& node, ast::Choose& result);
  ast::Expr counting(const SyntaxNode& node);
  ast::Expr known(const SyntaxNode& node);
  ast::Expr since(const SyntaxNode& node);
  ast::Expr given_dose(const SyntaxNode& node);
  std::vector<ast::Expr> arguments(const SyntaxNode& node);
  std::vector<ast::Name> set(const SyntaxNode& node, std::string_view form);

  // lower_window.cpp
  ast::Expr window(const SyntaxNode& node);
  ast::Expr reading_count(Span span, ast::CountingWord word, std::int64_t count, const SyntaxNode& node);
  ast::Expr reading_test(const ast::Name& fact, Parts& parts);
  ast::WindowSpan window_span(const SyntaxNode* node);

  // lower_type.cpp
  ast::TypeExpr type(const SyntaxNode& node);
  ast::NumberType number_type(const SyntaxNode& node);
  ast::TypeExpr named_type(const SyntaxNode& node);
  std::vector<ast::MemberDeclaration> members(const SyntaxNode& node);
  ast::MemberDeclaration member(const SyntaxNode& node);
  bool ordered(const SyntaxNode& node);

  // lower_declaration.cpp
  ast::Header header(const SyntaxNode& node);
  ast::Fact fact(const SyntaxNode& node);
  ast::Parameter parameter(const SyntaxNode& node);
  ast::Define define(const SyntaxNode& node);
  bool basis(const SyntaxNode& node, ast::Basis& result);
  void accept(const SyntaxNode& node, bool whole = false);
  ast::Score score(const SyntaxNode& node);
  ast::ScoreRow score_row(const SyntaxNode& node);
  ast::ScoreAlternative score_alternative(const SyntaxNode& node);
  ast::Action action(const SyntaxNode& node);
  ast::Code code(const SyntaxNode& node);
  ast::CodesDeclaration codes_declaration(const SyntaxNode& node);
  ast::UnitDeclaration unit_declaration(const SyntaxNode& node);
  ast::TypeDeclaration type_declaration(const SyntaxNode& node);

  // lower_table.cpp
  ast::Table table(const SyntaxNode& node);
  void table_header(const SyntaxNode& node, ast::Table& result);
  ast::TableOutput table_output(const SyntaxNode& node);
  void table_row(const SyntaxNode& node, bool readable, ast::Table& result);
  bool fits_table(const ast::TableRow& row, bool is_otherwise, bool readable, const ast::Table& table);
  ast::TableCell table_cell(const SyntaxNode& node);
  ast::RangeCell range_cell(ast::Expr low, bool above, Parts& parts);

  // lower_source.cpp
  ast::SourceDeclaration source(const SyntaxNode& node);
  struct SourcePlaces;  // of what a source may say only once
  void source_attribute(const SyntaxNode& node, ast::SourceDeclaration& result, SourcePlaces& first);
  void retrieved(const SyntaxNode& node, ast::SourceDeclaration& result, SourcePlaces& first);
  ast::SourceSection source_section(const SyntaxNode& node);
  ast::Statement statement(const SyntaxNode& node);

  // lower_section.cpp, lower_attributes.cpp
  ast::Section section(const SyntaxNode& node);
  ast::Expr guard(Parts& parts);
  ast::Block block(const SyntaxNode& node);
  std::optional<ast::BlockItem> block_item(const SyntaxNode& node);
  ast::Branches branches(const SyntaxNode& node);
  void report_too_many_branches(Span span);
  std::optional<ast::Recommendation> recommendation(const SyntaxNode& node);
  ast::Modality modality(Parts& parts);
  ast::Target target(const SyntaxNode& node);
  ast::Choice choice(const SyntaxNode& node);
  ast::Contraindication contraindication(const SyntaxNode& node);
  std::vector<ast::Name> misplaced_attributes(const SyntaxNode* list) const;
  ast::NoteStatement note(const SyntaxNode& node);
  ast::Attributes attributes(const SyntaxNode* node);
  struct FirstPlaces;  // of the attributes that may stand only once
  void attribute(const SyntaxNode& node, ast::Attributes& result, FirstPlaces& first);
  void option(const SyntaxNode& block, ast::Target& result);
  class RegimenReader;
  ast::Within within(const SyntaxNode& node);
  ast::Dose dose(const SyntaxNode& node);
  ast::Strength strength(const SyntaxNode& node) const;
  ast::Certainty certainty(const SyntaxNode& node) const;
  void cite(const SyntaxNode& node, std::vector<ast::Citation>& result) const;
  ast::Citation citation(const SyntaxNode& node) const;

  // lower_site.cpp
  ast::Adapts adapts(const SyntaxNode& node);
  ast::Adapt adapt(const SyntaxNode& node);
  ast::Withdraw withdraw(const SyntaxNode& node);
  std::vector<ast::Name> attribute_words(const SyntaxNode& list) const;

  // lower_scenario.cpp
  ast::Scenario scenario(const SyntaxNode& node);
  ast::Given given(const SyntaxNode& node);
  ast::GivenMember given_member(const SyntaxNode& node);
  ast::Reading reading(const SyntaxNode& node);
  ast::Expect expect(const SyntaxNode& node);
  ast::ExpectStatus expect_status(const SyntaxNode& node);
  ast::ExpectDose expect_dose(const SyntaxNode& node);
  ast::ExpectProgress expect_progress(const SyntaxNode& node);

  const Sources& sources_;
  std::uint32_t file_;
  Diagnostics& diagnostics_;
  Span scope_;                                  // of the declaration, branch or statement that is read
  std::vector<ast::AcceptedFinding> accepted_;  // wherever they stand
  int depth_ = 0;                               // that operators and prefixes add to the nesting of the tree
};

inline ast::Expr broken(Span span) { return {span, ast::BrokenExpr{}}; }

}  // namespace waymark
