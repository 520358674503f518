#pragma once

#include <string>

#include "lang/ast/ast.hpp"

namespace waymark {

// The AST as indented text without spans: equal texts say that two files mean the same, however they are laid
// out.
std::string dump(const ast::File& file);
std::string dump(const ast::Expr& expr);

}  // namespace waymark
