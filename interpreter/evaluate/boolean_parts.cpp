#include "interpreter/evaluate/boolean_parts.hpp"

#include <algorithm>
#include <variant>

namespace waymark {
namespace {

using model::ExprId;

using Operands = std::vector<ExprId> (*)(const model::Model&, ExprId);

void append_parts(const model::Model& model, ExprId expr, Operands operands, std::vector<ExprId>& parts) {
  const auto combined = operands(model, expr);
  for (const auto operand : combined) append_parts(model, operand, operands, parts);
  if (!combined.empty()) return;
  const auto same = [&](ExprId part) { return model[part].canonical == model[expr].canonical; };
  if (std::ranges::none_of(parts, same)) parts.push_back(expr);
}

std::vector<ExprId> parts_by(const model::Model& model, ExprId condition, Operands operands) {
  std::vector<ExprId> parts;
  if (!operands(model, condition).empty()) append_parts(model, condition, operands, parts);
  return parts;
}

// The conditions that an operation combines, or those that it asks something about where one of them is
// compound.
std::vector<ExprId> combined_or_asked(const model::Model& model, ExprId expr) {
  const auto& operation = model[expr].operation;
  const bool asks = std::holds_alternative<model::Knowledge>(operation) ||
                    std::holds_alternative<model::Comparison>(operation);
  if (!asks) return combined_conditions(model, expr);
  auto operands = model::operands(operation);
  std::erase_if(operands, [&](ExprId operand) {
    return std::holds_alternative<model::Literal>(model[operand].operation);
  });
  const auto is_compound = [&](ExprId operand) { return !combined_or_asked(model, operand).empty(); };
  return std::ranges::any_of(operands, is_compound) ? operands : std::vector<ExprId>{};
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
  return parts_by(model, condition, combined_conditions);
}

std::vector<ExprId> deciding_parts(const model::Model& model, ExprId condition) {
  return parts_by(model, condition, combined_or_asked);
}

}  // namespace waymark
