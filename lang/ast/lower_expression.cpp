#include <algorithm>

#include <fmt/format.h>

#include "lang/ast/lowering.hpp"
#include "lang/text/overloaded.hpp"

namespace waymark {
namespace {

// What a run of operators and prefixes may add to the nesting of the tree.
constexpr int max_operators = 500;

bool is_operator(const SyntaxNode& node) {
  switch (node.kind) {
    case SyntaxKind::op:
    case SyntaxKind::is_test:
    case SyntaxKind::between:
    case SyntaxKind::includes:
    case SyntaxKind::conversion: return true;
    default: return false;
  }
}

const Operator& operator_of(std::string_view text) {
  return *std::ranges::find(operators, text, &Operator::text);
}

Precedence tighter(Precedence precedence) {
  return static_cast<Precedence>(static_cast<int>(precedence) + 1);
}

Precedence precedence_of(const SyntaxNode& sign, std::string_view text) {
  if (sign.kind == SyntaxKind::op) return operator_of(text).precedence;
  return sign.kind == SyntaxKind::conversion ? Precedence::conversion : Precedence::comparison;
}

}  // namespace

// expression = prefix* operand { infix prefix* operand | test }
ast::Expr Lowering::expression(const SyntaxNode& node) {
  Parts rest{node};
  if (node.children.size() == 1) return operand(rest);
  const auto operators_here = count_nesting(node);
  depth_ += operators_here;
  auto result = broken(node.span);
  if (depth_ > max_operators) {
    diagnostics_.report(node.span, diagnostics::nested_too_deeply, max_operators)
        .help("give parts of it names with `define`");
  } else {
    result = climb(rest, Precedence::implication);
  }
  depth_ -= operators_here;
  return result;
}

// How deep a run can make the tree: `and` and `or` lie flat, and comparisons do not chain.
int Lowering::count_nesting(const SyntaxNode& node) const {
  return static_cast<int>(std::ranges::count_if(node.children, [&](const SyntaxNode& child) {
    return child.kind == SyntaxKind::op &&
           std::string_view{"+-*/n"}.find(text_of(child)[0]) != std::string_view::npos;
  }));
}

// Precedence climbing over what is left of a run.
ast::Expr Lowering::climb(Parts& rest, Precedence minimum) {
  auto left = prefixed(rest, minimum);
  const SyntaxNode* previous = nullptr;
  while (const auto* sign = rest.peek()) {
    if (!is_operator(*sign) || precedence_of(*sign, text_of(*sign)) < minimum) break;
    const bool unclear = previous && clashes(*previous, *sign);
    previous = sign;
    rest.next();
    left = extended(std::move(left), *sign, rest);
    if (unclear) left = broken(left.span);
  }
  return left;
}

ast::Expr Lowering::prefixed(Parts& rest, Precedence minimum) {
  const auto* sign = rest.take(SyntaxKind::op);
  return sign ? negation(rest, *sign, minimum) : operand(rest);
}

// `-` binds to its operand; `not` to the comparison behind it, so it cannot stand behind a tighter operator.
ast::Expr Lowering::negation(Parts& rest, const SyntaxNode& sign, Precedence minimum) {
  if (text_of(sign) == "-") {
    auto negated = prefixed(rest, Precedence::product);
    return {join(sign.span, negated.span), ast::Negate{std::move(negated)}};
  }
  const bool misplaced = minimum > Precedence::negation;
  auto negated = climb(rest, misplaced ? minimum : Precedence::negation);
  const auto span = join(sign.span, negated.span);
  if (!misplaced) return {span, ast::Not{std::move(negated)}};
  diagnostics_.report(sign.span, diagnostics::misplaced_not)
      .help(fmt::format("write `({})`", sources_.text(span)))
      .fix(span, fmt::format("({})", sources_.text(span)));
  return broken(span);
}

// What an operator or a test makes of the operand before it.
ast::Expr Lowering::extended(ast::Expr left, const SyntaxNode& sign, Parts& rest) {
  switch (sign.kind) {
    case SyntaxKind::is_test: return is_test(std::move(left), sign);
    case SyntaxKind::between: return between(std::move(left), sign);
    case SyntaxKind::includes: return includes(std::move(left), sign);
    case SyntaxKind::conversion: {
      const auto span = join(left.span, sign.span);
      return {span, ast::Conversion{std::move(left), unit(Parts{sign}.next())}};
    }
    default: return combined(std::move(left), operator_of(text_of(sign)), sign, rest);
  }
}

ast::Expr Lowering::combined(ast::Expr left, const Operator& op, const SyntaxNode& sign, Parts& rest) {
  if (op.precedence == Precedence::logic) return logical(std::move(left), op, rest);
  auto right = climb(rest, tighter(op.precedence));
  const auto span = join(left.span, right.span);
  return std::visit(
      overloaded{
          [&](Implication) -> ast::Expr {
            return {span, ast::Implies{std::move(left), std::move(right)}};
          },
          [&](ast::LogicalOperator) -> ast::Expr { std::abort(); },  // is `logical` above
          [&](ast::ComparisonOperator meaning) -> ast::Expr {
            return {span, ast::Comparison{meaning, std::move(left), std::move(right), sign.span}};
          },
          [&](ast::ArithmeticOperator meaning) -> ast::Expr {
            return {span, ast::Arithmetic{meaning, std::move(left), std::move(right)}};
          },
      },
      op.meaning);
}

// { "and" negation }+ / { "or" negation }+
ast::Expr Lowering::logical(ast::Expr left, const Operator& op, Parts& rest) {
  ast::Logical result{std::get<ast::LogicalOperator>(op.meaning), {}};
  result.operands.push_back(std::move(left));
  result.operands.push_back(climb(rest, Precedence::negation));
  while (rest.next_is(SyntaxKind::op) && text_of(*rest.peek()) == op.text) {
    rest.next();
    result.operands.push_back(climb(rest, Precedence::negation));
  }
  const auto span = join(result.operands.front().span, result.operands.back().span);
  return {span, std::move(result)};
}

// "is" "not"? ( "yes" / "no" / "unknown" / "one" "of" set / "ruled" "out" / NAME )
ast::Expr Lowering::is_test(ast::Expr subject, const SyntaxNode& node) {
  Parts parts{node};
  const bool negated = parts.next_is(SyntaxKind::keyword) && text_of(*parts.peek()) == "not";
  if (negated) parts.next();
  const auto& word = parts.next();
  const Span predicate_span{file_, word.span.begin, node.span.end};
  const auto span = join(subject.span, node.span);
  ast::Is result{std::move(subject), negated, ast::IsWord::ruled_out, predicate_span};
  if (word.kind == SyntaxKind::literal) {
    const auto text = text_of(word);
    result.predicate = text == "yes"  ? ast::IsWord::yes
                       : text == "no" ? ast::IsWord::no
                                      : ast::IsWord::unknown;
  } else if (word.kind == SyntaxKind::name) {
    result.predicate = name(word);
  } else if (const auto* listed = parts.take(SyntaxKind::set)) {
    result.predicate = ast::OneOf{set(*listed, "one of")};
  }
  return {span, std::move(result)};
}

// "between" sum "and" "below"? sum
ast::Expr Lowering::between(ast::Expr subject, const SyntaxNode& node) {
  Parts parts{node};
  auto low = expression(parts.next());
  const bool below = parts.take(SyntaxKind::keyword) != nullptr;
  auto high = expression(parts.next());
  const auto span = join(subject.span, node.span);
  return {span, ast::Between{std::move(subject), std::move(low), std::move(high), below}};
}

// "includes" ( ("any" | "all") "of" set / NAME )
ast::Expr Lowering::includes(ast::Expr subject, const SyntaxNode& node) {
  Parts parts{node};
  const auto span = join(subject.span, node.span);
  const auto* word = parts.take(SyntaxKind::keyword);
  if (!word) return {span, ast::Includes{std::move(subject), ast::Quantifier::single, {name(parts.next())}}};
  const bool any = text_of(*word) == "any";
  auto members = set(parts.next(), any ? "any of" : "all of");
  return {span, ast::Includes{std::move(subject), any ? ast::Quantifier::any : ast::Quantifier::all,
                              std::move(members)}};
}

// `a and b or c`, `a < b < c` and `a in kPa + b` mean different things to different readers, so they mean
// nothing here.
bool Lowering::clashes(const SyntaxNode& previous, const SyntaxNode& next) {
  const auto before = precedence_of(previous, text_of(previous));
  const auto after = precedence_of(next, text_of(next));
  const bool repeats = before == after && before <= Precedence::conversion;
  if (before >= after && !repeats) return false;
  if (repeats && before == Precedence::logic && text_of(previous) == text_of(next)) return false;
  report_chain(previous, next);
  return true;
}

void Lowering::report_chain(const SyntaxNode& previous, const SyntaxNode& next) {
  const auto word = [&](const SyntaxNode& node) {
    return node.kind == SyntaxKind::op ? text_of(node) : keyword_of(node);
  };
  const auto precedence = precedence_of(next, text_of(next));
  const bool repeats = precedence == precedence_of(previous, text_of(previous));
  if (repeats && precedence == Precedence::implication) {
    diagnostics_.report(next.span, diagnostics::chained_implies).help("put one side in parentheses");
  } else if (repeats && precedence == Precedence::comparison) {
    diagnostics_.report(next.span, diagnostics::chained_comparison, word(next), word(previous))
        .help("write `x between a and b`, or join two comparisons with `and`");
  } else {
    diagnostics_.report(next.span, diagnostics::ambiguous_operators, word(previous), word(next))
        .help("put the part that belongs together in parentheses")
        .note(previous.span, "the other one is here");
  }
}

// range = sum [ "to" "below"? sum ]
ast::Range Lowering::range(const SyntaxNode& node) {
  Parts parts{node};
  ast::Range result{expression(parts.next()), std::nullopt, false};
  result.below = parts.take(SyntaxKind::keyword) != nullptr;
  if (const auto* high = parts.take(SyntaxKind::expression)) result.high = expression(*high);
  return result;
}

}  // namespace waymark
