#include <algorithm>
#include <array>

#include "lang/ast/lowering.hpp"
#include "lang/ast/operators.hpp"

// Functions over the readings of a fact, and how many of them pass a test.
namespace waymark {
namespace {

using enum ast::WindowFunction;

constexpr std::array<std::pair<std::string_view, ast::WindowFunction>, 8> window_functions{
    {{"highest", highest},
     {"lowest", lowest},
     {"earliest", earliest},
     {"latest", latest},
     {"previous", previous},
     {"average", average},
     {"total", total},
     {"number", number}}};

ast::WindowFunction function_called(std::string_view word) {
  return std::ranges::find(window_functions, word, &decltype(window_functions)::value_type::first)->second;
}

ast::SpanWord word_of(SyntaxKind kind) {
  switch (kind) {
    case SyntaxKind::span_over: return ast::SpanWord::over;
    case SyntaxKind::span_since: return ast::SpanWord::since;
    default: return ast::SpanWord::from;
  }
}

bool is_span(const SyntaxNode* node) {
  return node && (node->kind == SyntaxKind::span_over || node->kind == SyntaxKind::span_since ||
                  node->kind == SyntaxKind::span_from);
}

}  // namespace

// window = ("highest" | ... | "number" "of") DOTTED span?
ast::Expr Lowering::window(const SyntaxNode& node) {
  Parts parts{node};
  const auto function = function_called(text_of(parts.next()));
  auto fact = name(parts.next());
  return {node.span, ast::Window{function, std::move(fact), window_span(parts.peek())}};
}

// span = "over" quantity [ "before" DOTTED ] / "since" DOTTED / "from" quantity [ "to" quantity ] "after"
// DOTTED
ast::WindowSpan Lowering::window_span(const SyntaxNode* node) {
  ast::WindowSpan result;
  if (!is_span(node)) return result;
  result.word = word_of(node->kind);
  Parts parts{*node};
  if (parts.next_is(SyntaxKind::number)) result.first.emplace(quantity(parts));
  if (parts.next_is(SyntaxKind::number)) result.second.emplace(quantity(parts));
  if (!parts.empty()) result.anchor = name(parts.next());
  return result;
}

// counted_readings = "readings" "of" DOTTED test span? [ "at" "least" quantity "apart" ]
ast::Expr Lowering::reading_count(Span span, ast::CountingWord word, std::int64_t count,
                                  const SyntaxNode& node) {
  Parts parts{node};
  auto fact = name(parts.next());
  auto test = reading_test(fact, parts);
  ast::ReadingCount result{word, count, std::move(fact), std::move(test), window_span(parts.peek()), {}};
  if (is_span(parts.peek())) parts.next();
  if (const auto* apart = parts.take(SyntaxKind::apart)) {
    Parts inner{*apart};
    result.apart.emplace(quantity(inner));
  }
  return {span, std::move(result)};
}

// test = OP sum / "is" ... / "between" ..., asked of each reading
ast::Expr Lowering::reading_test(const ast::Name& fact, Parts& parts) {
  ast::Expr each{fact.span, ast::EachReading{fact}};
  const auto& sign = parts.next();
  if (sign.kind == SyntaxKind::is_test) return is_test(std::move(each), sign);
  if (sign.kind == SyntaxKind::between) return between(std::move(each), sign);
  const auto op = std::ranges::find(operators, text_of(sign), &Operator::text);
  auto against = expression(parts.next());
  const auto span = join(each.span, against.span);
  return {span, ast::Comparison{std::get<ast::ComparisonOperator>(op->meaning), std::move(each),
                                std::move(against), sign.span}};
}

}  // namespace waymark
