#include "lang/ast/lowering.hpp"

namespace waymark {

// scenario = "scenario" TEXT [ "extends" TEXT ] "{" [ "at" DATE ] { given | expect } "}"
ast::Scenario Lowering::scenario(const SyntaxNode& node) {
  Parts parts{node};
  ast::Scenario result{text(parts.next()), {}, {}, {}, {}};
  if (const auto* extends = parts.take(SyntaxKind::extends)) result.extends = text(Parts{*extends}.next());
  Span first_at;
  while (!parts.empty()) {
    const auto& part = parts.next();
    if (part.kind == SyntaxKind::given) result.given.push_back(given(part));
    if (part.kind == SyntaxKind::expect) result.expects.push_back(expect(part));
    if (part.kind == SyntaxKind::scenario_at) once(result.at, instant(Parts{part}.next()), part, first_at);
  }
  return result;
}

// given = "given" DOTTED ( given_member / "=" ( set / reading% ) )
ast::Given Lowering::given(const SyntaxNode& node) {
  Parts parts{node};
  auto fact = name(parts.next());
  const auto& what = parts.next();
  if (what.kind == SyntaxKind::given_member) return {std::move(fact), given_member(what), node.span};
  Parts values{what};
  if (const auto* listed = values.take(SyntaxKind::set)) {
    return {std::move(fact), ast::GivenSet{names(*listed), listed->span}, node.span};
  }
  std::vector<ast::Reading> readings;
  while (!values.empty()) readings.push_back(reading(values.next()));
  return {std::move(fact), std::move(readings), node.span};
}

// "includes" NAME [ "=" ("yes" | "no" | "unknown") ]
ast::GivenMember Lowering::given_member(const SyntaxNode& node) {
  Parts parts{node};
  ast::GivenMember result{name(parts.next()), true};
  if (const auto* state = parts.take(SyntaxKind::literal)) {
    const auto word = text_of(*state);
    result.value = word == "unknown" ? std::nullopt : std::optional{word == "yes"};
  }
  return result;
}

// reading = quantity "ago" / ( MONTH / converted ) [ "at" DATE / quantity "ago" ]
ast::Reading Lowering::reading(const SyntaxNode& node) {
  Parts parts{node};
  ast::Reading result{std::nullopt, std::monostate{}, node.span};
  if (const auto* value = parts.take(SyntaxKind::expression)) result.value = expression(*value);
  if (const auto* value = parts.take(SyntaxKind::date)) result.value = month(*value);
  if (result.value) result.span = result.value->span;
  if (parts.empty()) return result;
  const auto& time = parts.next();
  Parts inner{time};
  if (time.kind == SyntaxKind::reading_at)
    result.time = instant(inner.next());
  else
    result.time = quantity(inner);
  return result;
}

// DOTTED "dose" range [ "of" DOTTED ]
ast::ExpectDose Lowering::expect_dose(const SyntaxNode& node) {
  Parts parts{node};
  auto id = name(parts.next());
  ast::ExpectDose result{std::move(id), {expression(parts.next()), std::nullopt}, std::nullopt};
  if (const auto* high = parts.take(SyntaxKind::expression)) result.dose.high = expression(*high);
  if (const auto* of = parts.take(SyntaxKind::dose_of)) result.action = name(Parts{*of}.next());
  return result;
}

// expect = "expect" ( expect_status / expect_dose / DOTTED "open" DOTTED% / "conflict" DOTTED "," DOTTED /
// expr )
ast::Expect Lowering::expect(const SyntaxNode& node) {
  const auto& what = Parts{node}.next();
  if (what.kind == SyntaxKind::expect_status) return {node.span, expect_status(what)};
  if (what.kind == SyntaxKind::expression) return {node.span, expression(what)};
  if (what.kind == SyntaxKind::expect_dose) return {node.span, expect_dose(what)};
  if (what.kind == SyntaxKind::expect_progress) return {node.span, expect_progress(what)};
  Parts parts{what};
  auto first = name(parts.next());
  if (what.kind == SyntaxKind::expect_open) {
    ast::ExpectOpen open{std::move(first), {}};
    while (!parts.empty()) open.actions.push_back(name(parts.next()));
    return {node.span, std::move(open)};
  }
  return {node.span, ast::ExpectConflict{std::move(first), name(parts.next())}};
}

// DOTTED ( "not"? "due" / "overdue" / "done" ) [ "by" DATE ]
ast::ExpectProgress Lowering::expect_progress(const SyntaxNode& node) {
  Parts parts{node};
  ast::ExpectProgress result{name(parts.next()), ast::Progress::due, std::nullopt};
  const auto word = text_of(parts.next());
  if (word == "not") result.progress = ast::Progress::not_due;
  if (word == "overdue") result.progress = ast::Progress::overdue;
  if (word == "done") result.progress = ast::Progress::done;
  parts.take(SyntaxKind::keyword);  // `due` behind `not`
  if (const auto* by = parts.take(SyntaxKind::due_by)) result.by = instant(Parts{*by}.next());
  return result;
}

// DOTTED ("not"? "advised" / "undetermined") [ "needs" DOTTED% ]
ast::ExpectStatus Lowering::expect_status(const SyntaxNode& node) {
  Parts parts{node};
  ast::ExpectStatus result{name(parts.next()), ast::Status::advised, std::nullopt};
  const auto word = text_of(parts.next());
  if (word == "undetermined") result.status = ast::Status::undetermined;
  if (word == "not") result.status = ast::Status::not_advised;
  parts.take(SyntaxKind::keyword);  // `advised` behind `not`
  if (const auto* needs = parts.take(SyntaxKind::needs)) result.needs = names(*needs);
  return result;
}

}  // namespace waymark
