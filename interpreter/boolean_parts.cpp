#include "interpreter/boolean_parts.hpp"

#include <algorithm>
#include <variant>

namespace waymark {
namespace {

using model::ExprId;

void append_parts(const model::Model& model, ExprId expr, std::vector<ExprId>& parts) {
  const auto combined = combined_conditions(model, expr);
  for (const auto operand : combined) append_parts(model, operand, parts);
  if (!combined.empty()) return;
  const auto same = [&](ExprId part) { return model[part].canonical == model[expr].canonical; };
  if (std::ranges::none_of(parts, same)) parts.push_back(expr);
}

}  // namespace

std::vector<ExprId> combined_conditions(const model::Model& model, ExprId expr) {
  const auto& operation = model[expr].operation;
  if (model[expr].type.kind != TypeKind::yes_no) return {};
  const bool combines = std::holds_alternative<model::Not>(operation) ||
                        std::holds_alternative<model::Logical>(operation) ||
                        std::holds_alternative<model::Implies>(operation) ||
                        std::holds_alternative<model::Counting>(operation) ||
                        std::holds_alternative<model::AnyKnown>(operation) ||
                        std::holds_alternative<model::FirstKnown>(operation);
  return combines ? model::operands(operation) : std::vector<ExprId>{};
}

std::vector<ExprId> parts_of_condition(const model::Model& model, ExprId condition) {
  std::vector<ExprId> parts;
  if (combined_conditions(model, condition).empty()) return parts;
  append_parts(model, condition, parts);
  return parts;
}

}  // namespace waymark
