#include <algorithm>

#include "lang/ast/lowering.hpp"
#include "lang/syntax/scan.hpp"

namespace waymark {
namespace {

constexpr int max_digits = 34;

std::size_t significant_digits(std::string_view number) {
  number = number.substr(0, number.find_first_of("eE"));
  const auto first = std::min(number.find_first_not_of("0."), number.size());
  const auto significant = number.substr(first);
  return static_cast<std::size_t>(std::ranges::count_if(significant, is_digit));
}

}  // namespace

Decimal Lowering::decimal(const SyntaxNode& node) {
  const auto digits = text_of(node);
  if (const auto count = significant_digits(digits); count > max_digits) {
    diagnostics_.report(node.span, diagnostics::too_many_digits, max_digits, count);
  }
  const auto number = Decimal::parse(digits);
  if (!number) diagnostics_.report(node.span, diagnostics::number_out_of_range, digits);
  return number.value_or(Decimal{});
}

// "-"? NUMBER
Decimal Lowering::signed_decimal(Parts& parts) {
  const bool negative = parts.take(SyntaxKind::keyword) != nullptr;
  const auto value = decimal(parts.next());
  return negative ? negate(value) : value;
}

// In a list `150,000` reads as 150 and 000, and nobody writes a number so.
bool Lowering::reports_grouping(const SyntaxNode& node) {
  const auto whole = sources_[file_].text();
  auto begin = node.span.begin;
  const auto number = text_of(node);
  if (number.size() != 3 || number[0] != '0' || begin < 2 || whole[begin - 1] != ',') return false;
  for (--begin; begin > 0 && is_digit(whole[begin - 1]);) --begin;
  const Span span{file_, begin, node.span.end};
  std::string plain{sources_.text(span)};
  if (!is_digit(plain[0])) return false;
  auto report = diagnostics_.report(span, diagnostics::grouped_digits, plain);
  std::erase(plain, ',');
  report.fix(span, std::move(plain));
  return true;
}

ast::Number Lowering::number(const SyntaxNode& node, const SyntaxNode* unit_node) {
  ast::Number result{decimal(node), std::nullopt};
  if (unit_node) result.unit = unit(*unit_node);
  return result;
}

// quantity = NUMBER [ UNIT ]
ast::Expr Lowering::quantity(Parts& parts) {
  const auto& digits = parts.next();
  const auto* unit_node = parts.take(SyntaxKind::unit);
  const auto span = unit_node ? join(digits.span, unit_node->span) : digits.span;
  if (reports_grouping(digits)) return broken(span);
  return {span, number(digits, unit_node)};
}

// DATE; the first day there is stands for one that is not in the calendar, which is reported.
ast::Instant Lowering::instant(const SyntaxNode& node) {
  const auto written = text_of(node);
  const auto clock = written.find('T');
  if (clock == std::string_view::npos) {
    const auto day = parse_date(written);
    if (!day) {
      diagnostics_.report(node.span, diagnostics::invalid_date, written)
          .help("a date is the year, the month and the day, such as `2026-11-03`");
    }
    return {node.span, ast::DateLiteral{day.value_or(Date{})}};
  }
  const auto moment = parse_moment(written);
  if (!moment) {
    diagnostics_.report(node.span, diagnostics::invalid_date, written)
        .help("a moment is a date and a time of day, such as `2026-11-03T08:30`");
  }
  const bool has_offset = written.find_first_of("Z+-", clock) != std::string_view::npos;
  return {node.span, ast::MomentLiteral{moment.value_or(Moment{}), has_offset}};
}

// `2026-11`: for a date a month, which the checker reads from its text; for all else the difference of two
// numbers.
ast::Expr Lowering::month(const SyntaxNode& node) {
  const auto written = text_of(node);
  const auto dash = static_cast<std::uint32_t>(written.find('-'));
  const auto number = [&](std::string_view digits, Span span) {
    return ast::Expr{span, ast::Number{Decimal::parse(digits).value_or(Decimal{}), std::nullopt}};
  };
  const Span year{node.span.file, node.span.begin, node.span.begin + dash};
  const Span in_year{node.span.file, year.end + 1, node.span.end};
  return {node.span, ast::Arithmetic{ast::ArithmeticOperator::subtract, number(written.substr(0, dash), year),
                                     number(written.substr(dash + 1), in_year)}};
}

ast::Expr Lowering::date(const SyntaxNode& node) {
  return std::visit([&](const auto& literal) { return ast::Expr{node.span, literal}; }, instant(node).node);
}

}  // namespace waymark
