#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lang/ast/ast.hpp"

namespace waymark {

// The lines of a dump of the AST, and what all its parts are made of: texts, types, expressions.
struct DumpWriter {
  // While it lives, lines stand further in.
  class Inside {
   public:
    explicit Inside(int& value) : depth_{&value} { ++*depth_; }
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;
    ~Inside() { --*depth_; }

   private:
    int* depth_;
  };

  void line(std::string_view label, std::string_view rest = {});
  [[nodiscard]] Inside open(std::string_view label, std::string_view rest = {});
  [[nodiscard]] Inside open(std::string_view label, std::string_view rest,
                            const std::optional<ast::Text>& title);

  void optional(std::string_view label, const std::optional<ast::Text>& value);
  void text_template(std::string_view label, const ast::Template& written);
  void type(const ast::TypeExpr& type);
  void members(const std::vector<ast::MemberDeclaration>& members);
  void range(std::string_view label, const ast::Range& range);
  void range(std::string_view label, const std::optional<ast::Range>& range);
  void expression(std::string_view label, const ast::Expr& expr);
  void expression(std::string_view label, const std::optional<ast::Expr>& expr);
  void node(const ast::Expr& expr);  // as a line of its own, its operands further in
  void nodes(std::string_view label, const std::vector<ast::Expr>& operands);

  static std::string quoted(std::string_view value);
  static std::string moment(const ast::MomentLiteral& literal);
  static std::string joined(const std::vector<ast::Name>& names);
  static std::string code(const ast::Code& code);
  static std::string citation(const ast::Citation& cite);

  std::string text;
  int depth = 0;
};

}  // namespace waymark
