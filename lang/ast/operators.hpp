#pragma once

#include <array>
#include <string_view>
#include <variant>

#include "lang/ast/ast.hpp"

namespace waymark {

// From the loosest to the tightest.
enum class Precedence { implication, logic, negation, comparison, conversion, sum, product };

struct Implication {};

struct Operator {
  std::string_view text;
  Precedence precedence;
  std::variant<Implication, ast::LogicalOperator, ast::ComparisonOperator, ast::ArithmeticOperator> meaning;
};

// Every operator that stands between two operands.
inline constexpr auto operators = std::to_array<Operator>({
    {"implies", Precedence::implication, Implication{}},
    {"and", Precedence::logic, ast::LogicalOperator::logical_and},
    {"or", Precedence::logic, ast::LogicalOperator::logical_or},
    {"=", Precedence::comparison, ast::ComparisonOperator::equal},
    {"!=", Precedence::comparison, ast::ComparisonOperator::not_equal},
    {"≠", Precedence::comparison, ast::ComparisonOperator::not_equal},
    {"<", Precedence::comparison, ast::ComparisonOperator::less},
    {"<=", Precedence::comparison, ast::ComparisonOperator::less_equal},
    {"≤", Precedence::comparison, ast::ComparisonOperator::less_equal},
    {">", Precedence::comparison, ast::ComparisonOperator::greater},
    {">=", Precedence::comparison, ast::ComparisonOperator::greater_equal},
    {"≥", Precedence::comparison, ast::ComparisonOperator::greater_equal},
    {"+", Precedence::sum, ast::ArithmeticOperator::add},
    {"-", Precedence::sum, ast::ArithmeticOperator::subtract},
    {"*", Precedence::product, ast::ArithmeticOperator::multiply},
    {"/", Precedence::product, ast::ArithmeticOperator::divide},
});

// `<=`, as it is usually written.
constexpr std::string_view sign_of(ast::ComparisonOperator op) {
  for (const auto& each : operators) {
    const auto* meaning = std::get_if<ast::ComparisonOperator>(&each.meaning);
    if (meaning && *meaning == op) return each.text;
  }
  return {};
}

// Whether a comparison holds of two values in this order.
template <typename Order>
constexpr bool holds(ast::ComparisonOperator op, Order order) {
  switch (op) {
    case ast::ComparisonOperator::equal: return order == 0;
    case ast::ComparisonOperator::not_equal: return order != 0;
    case ast::ComparisonOperator::less: return order < 0;
    case ast::ComparisonOperator::less_equal: return order <= 0;
    case ast::ComparisonOperator::greater: return order > 0;
    case ast::ComparisonOperator::greater_equal: break;
  }
  return order >= 0;
}

}  // namespace waymark
