// Q4: can every condition be yes and be no, where it stands?
#include <set>

#include <fmt/format.h>

#include "interpreter/evaluate/boolean_parts.hpp"
#include "interpreter/prove/questions.hpp"
#include "interpreter/quality/authored_expressions.hpp"

namespace waymark::prove {
namespace {

using model::ExprId;

// The parts of a condition that are not combined any further; itself where it is not compound.
std::vector<ExprId> simple_parts(const model::Model& model, ExprId condition) {
  auto result = parts_of_condition(model, condition);
  if (result.empty()) result.push_back(condition);
  return result;
}

class Fixed {
 public:
  explicit Fixed(Inquiry& inquiry) : inquiry_{inquiry}, model_{inquiry.model()} {}

  void statement(const model::StatementBase& statement) {
    std::vector<Part> outside;
    if (is_withdrawn(statement)) return;
    for (const auto& condition : statement.conditions) {
      if (!is_written_condition(condition.kind)) continue;
      this->condition(condition.expr, outside, true);
      outside.push_back({inquiry_.encoder().truth(condition.expr).yes,
                         {condition.expr, Truth::yes},
                         model_[condition.expr].span,
                         PlaceRole::condition_around});
    }
  }

  void definition(ExprId expr) { condition(expr, {}, false); }

 private:
  // A statement's whole condition that never holds is one that is not reached, which is asked elsewhere.
  void condition(ExprId condition, const std::vector<Part>& outside, bool of_statement) {
    for (const auto expr : simple_parts(model_, condition)) {
      if (!seen_.insert({model_[expr].span.file, model_[expr].span.begin}).second) continue;
      if (std::holds_alternative<model::Literal>(model_[expr].operation)) continue;
      if (!can_be_reached(outside)) return;
      const bool is_whole = expr == condition && of_statement;
      const auto truth = inquiry_.encoder().truth(expr);
      if (!is_whole && side(expr, truth.yes, Truth::yes, FindingForm::never_true, outside)) continue;
      side(expr, truth.no, Truth::no, FindingForm::always_true, outside);
    }
  }

  bool can_be_reached(const std::vector<Part>& outside) {
    std::vector<z3::expr> conditions;
    for (const auto& part : outside) conditions.push_back(part.holds);
    return inquiry_.check(conditions) != Satisfiable::no;
  }

  bool side(ExprId expr, const z3::expr& holds, Truth wanted, FindingForm form,
            const std::vector<Part>& outside) {
    const auto shows = [expr, wanted](Evaluator& evaluator) { return evaluator.truth(expr) == wanted; };
    return inquiry_.somebody({Question::fixed_condition,
                              Weight::warning,
                              model_[expr].span,
                              {form, {inquiry_.text(expr)}},
                              {},
                              {{expr, wanted}}},
                             outside, {{holds}, {expr}, shows, {}});
  }

  Inquiry& inquiry_;
  const model::Model& model_;
  std::set<std::pair<std::uint32_t, std::uint32_t>> seen_;
};

}  // namespace

void ask_fixed_condition(Inquiry& inquiry) {
  Fixed fixed{inquiry};
  const auto& model = inquiry.model();
  for (const auto& statement : model::all_statements(model))
    fixed.statement(model::statement(model, statement));
  for (const auto& define : model.defines) {
    if (is_own(model, define) && define.value && model[*define.value].type.kind == TypeKind::yes_no)
      fixed.definition(*define.value);
  }
}

}  // namespace waymark::prove
