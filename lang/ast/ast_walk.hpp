#pragma once

#include <functional>
#include <string>

#include "lang/ast/ast.hpp"

namespace waymark::ast {

// Calls `function` with the direct operands of an expression, in the order in which they are written.
void for_each_operand(const Expr& expr, const std::function<void(const Expr&)>& function);

// Calls `function` with every name of a value that stands in the expression, at any depth.
void for_each_reference(const Expr& expr, const std::function<void(const std::string&)>& function);

// Calls `function` with the columns of a table, and with what stands in its rows.
void for_each_expression(const Table& table, const std::function<void(const Expr&)>& function);

}  // namespace waymark::ast
