#include "lang/check/check_doubled_conditions.hpp"

#include <algorithm>
#include <unordered_map>

#include "lang/elaborate/written.hpp"

namespace waymark {
namespace {

using model::ExprId;

class DoubledConditionChecker {
 public:
  explicit DoubledConditionChecker(Elaboration& context) : context_{context} {}

  void check() {
    const auto& model = context_.model;
    // The conjunctions of whole statements are ours, not the author's; each is looked at part by part below.
    auto written = written_expressions(context_);
    const auto each = [&](const model::StatementBase& statement) {
      if (statement.conditions.size() > 1) written[statement.condition] = false;
      enclosing(statement);
    };
    for (const auto& statement : model.recommendations) each(statement);
    for (const auto& statement : model.contraindications) each(statement);
    for (const auto& statement : model.notes) each(statement);
    for (ExprId id = 0; id < model.expressions.size(); ++id) {
      const auto* counting = std::get_if<model::Counting>(&model[id].operation);
      if (counting && written[id]) operands(counting->arguments);
      const auto* any_known = std::get_if<model::AnyKnown>(&model[id].operation);
      if (any_known && written[id]) operands(any_known->arguments);
      const auto* first_known = std::get_if<model::FirstKnown>(&model[id].operation);
      if (first_known && written[id]) operands(first_known->arguments);
      const auto* logical = std::get_if<model::Logical>(&model[id].operation);
      if (logical && written[id]) operands(logical->operands);
    }
  }

 private:
  void operands(const std::vector<ExprId>& operands) {
    std::unordered_map<ExprId, ExprId> seen;  // by canonical id: the occurrence
    for (const auto operand : operands) see(seen, operand);
  }

  void enclosing(const model::StatementBase& statement) {
    std::unordered_map<ExprId, ExprId> seen;
    for (const auto& condition : statement.conditions) {
      const bool written = condition.kind == model::ConditionKind::applies ||
                           condition.kind == model::ConditionKind::section ||
                           condition.kind == model::ConditionKind::when ||
                           condition.kind == model::ConditionKind::own_when;
      if (written) see(seen, condition.expr);
    }
  }

  void see(std::unordered_map<ExprId, ExprId>& seen, ExprId expr) {
    const auto [earlier, inserted] = seen.try_emplace(context_.model[expr].canonical, expr);
    if (inserted || earlier->second == expr) return;
    context_.diagnostics.report(span_of(context_, expr), diagnostics::doubled_condition)
        .note(span_of(context_, earlier->second), "it is here first");
  }

  Elaboration& context_;
};

}  // namespace

void check_doubled_conditions(Elaboration& context) {
  if (!context.diagnostics.has_errors()) DoubledConditionChecker{context}.check();
}

}  // namespace waymark
